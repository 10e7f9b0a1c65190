package io.quizsmith.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The clients' side of a call: over the same connections as the SDK's of the floor. */
final class Http {

    private Http() {}

    record Reply(int status, byte[] body) {}

    static Reply get(URI uri) throws IOException {
        return reply((HttpURLConnection) uri.toURL().openConnection());
    }

    static Reply post(URI uri, String json) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", "application/json");
        try (var output = connection.getOutputStream()) {
            output.write(body);
        }
        return reply(connection);
    }

    /** Read to its end, or the connection could not be used again. */
    private static Reply reply(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (var input = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Reply(status, input.readAllBytes());
        }
    }
}
