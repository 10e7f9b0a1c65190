package io.quizsmith.sampleworker;

import java.net.URI;
import java.util.function.Supplier;

/**
 * One callback, ready to be sent.
 *
 * @param token asked for anew with each try
 * @param isRightful whether the token is to open the receiver's door
 */
record Callback(
        String workerTaskId, URI url, Supplier<String> token, boolean isRightful, byte[] body) {}
