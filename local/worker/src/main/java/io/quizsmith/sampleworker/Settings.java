package io.quizsmith.sampleworker;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a sample worker behaves.
 *
 * @param port on loopback; 0 takes a free one
 * @param token expected from those who ask, and shown with each callback
 * @param delay from the 202 to the callback, where the request says nothing else
 * @param fault of every task, where the request says nothing else
 * @param callbackUrl used where a request carries none
 * @param capacity how many tasks are worked on at once; above it the answer is 429. 0 is no limit
 * @param lateFactor how many times the delay a {@link Fault#LATE} callback takes
 */
public record Settings(
        int port,
        String token,
        Duration delay,
        Fault fault,
        Optional<URI> callbackUrl,
        int capacity,
        int lateFactor) {

    public Settings {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the worker's token is empty");
        }
        if (port < 0 || port > 65_535 || delay.isNegative() || capacity < 0 || lateFactor < 1) {
            throw new IllegalArgumentException("port, delay, capacity or late factor out of range");
        }
    }

    /** Without a limit, and late by twenty times the delay. */
    public Settings(
            int port, String token, Duration delay, Fault fault, Optional<URI> callbackUrl) {
        this(port, token, delay, fault, callbackUrl, 0, 20);
    }
}
