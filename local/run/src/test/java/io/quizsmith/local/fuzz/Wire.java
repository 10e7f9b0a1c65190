package io.quizsmith.local.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Sends bytes over a connection of its own, whatever they are, and reads what comes back. */
final class Wire {

    private static final int PATIENCE_MILLIS = 15_000;

    private Wire() {}

    /** The first answer on the connection. */
    record Answer(int status, String head, String body) {

        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** Empty where the other side closed the connection without a word. */
    static Optional<Answer> send(URI to, byte[] request) throws IOException {
        try (var socket = new Socket(to.getHost(), to.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket, request);
            byte[] bytes = read(socket);
            return bytes.length == 0 ? Optional.empty() : Optional.of(answer(bytes));
        }
    }

    /** Who refuses a body closes the connection before all of it was sent. */
    private static void write(Socket socket, byte[] request) {
        try {
            OutputStream output = socket.getOutputStream();
            output.write(request);
            output.flush();
            socket.shutdownOutput();
        } catch (IOException closed) {
            // what it answered is still to be read, perhaps
        }
    }

    private static byte[] read(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("no answer within " + PATIENCE_MILLIS + " ms", silent);
        } catch (IOException reset) {
            return new byte[0];
        }
    }

    private static Answer answer(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            throw new AssertionError("no HTTP: " + text);
        }
        int status = Integer.parseInt(text.substring(9, 12));
        if (status == 100) {
            return answer(text.substring(end + 4).getBytes(StandardCharsets.UTF_8));
        }
        return new Answer(status, text.substring(0, end), text.substring(end + 4));
    }
}
