package io.quizsmith.sampleworker;

/**
 * What the receiver answered to one try of a callback.
 *
 * @param workerTaskId the id that the callback quoted
 */
public record CallbackReply(String workerTaskId, int status, String body) {}
