package io.quizsmith.question.quality;

/** How far a set of rules may go. */
public enum Mode {
    /** Nothing is looked at. */
    OFF,
    /** What is found is told; what the client gets is what the worker sent. */
    REPORT,
    /** What can be repaired is, and what is beyond that is left out. */
    ENFORCE
}
