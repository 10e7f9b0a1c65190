package io.quizsmith.local;

/** What tests that run at the same time have in common, and lock where they would meet. */
public final class InCommon {

    /** Of the queues of the cloud that all tests share. */
    public static final String TIME_OF_QUEUES = "the time of the queues";

    /** Where each {@code ./quizsmith up} leaves its own, and takes away those of the dead. */
    static final String FILES_OF_RUNS = "the files of runs";

    private InCommon() {}
}
