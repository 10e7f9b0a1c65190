package io.quizsmith.sampleworker;

import java.net.URI;

/** One callback, ready to be sent. */
record Callback(String workerTaskId, URI url, String token, byte[] body) {}
