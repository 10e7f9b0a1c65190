package io.quizsmith.function;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One request through a handler before anybody asks, so that what Java loads at first use is loaded
 * while Lambda still gives the function whole cores, or before the snapshot. Nothing leaves the
 * function: the services are made up, and what it logs is dropped.
 *
 * @param event the request
 * @param answers of the services, by the name of the action
 */
public record Rehearsal(String event, Map<String, String> answers) {

    private static final URI NOBODY = URI.create("https://127.0.0.1:1/");
    private static final Pattern MESSAGE = Pattern.compile("\"MessageBody\":\"([^\"]*)\"");

    /**
     * Where the services are called and lines are logged: for real, but while something is
     * rehearsed.
     */
    static final class Stage implements SdkHttpClient, Consumer<String> {

        private final SdkHttpClient http;
        private final Consumer<String> lines;
        private volatile Rehearsal rehearsal;

        Stage(SdkHttpClient http, Consumer<String> lines) {
            this.http = http;
            this.lines = lines;
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            var now = rehearsal;
            return now == null ? http.prepareRequest(request) : new MadeUp(now.answers(), request);
        }

        @Override
        public void accept(String line) {
            if (rehearsal == null) {
                lines.accept(line);
            }
        }

        /** What the handler answers. */
        byte[] play(Rehearsal piece, RequestStreamHandler handler) throws IOException {
            var output = new ByteArrayOutputStream();
            rehearsal = piece;
            try {
                knock();
                handler.handleRequest(new ByteArrayInputStream(bytes(piece.event())), output, null);
            } finally {
                rehearsal = null;
            }
            return output.toByteArray();
        }

        /**
         * Nobody listens there: what a connection needs is loaded, certificates too; none is made.
         */
        private void knock() {
            var request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(NOBODY).build();
            try {
                http.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
            } catch (IOException refused) {
                // as it should be
            }
        }

        @Override
        public String clientName() {
            return http.clientName();
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A call that is answered at once, with what was given for its action. */
    private record MadeUp(Map<String, String> answers, HttpExecuteRequest request)
            implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            String target =
                    request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(".none");
            String action = target.substring(target.lastIndexOf('.') + 1);
            String answer = action.equals("SendMessage") ? sent() : answers.get(action);
            byte[] body = bytes(answer == null ? "{}" : answer);
            return HttpExecuteResponse.builder()
                    .response(
                            SdkHttpResponse.builder()
                                    .statusCode(answer == null ? 400 : 200)
                                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                                    .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        /** The client compares digests, and throws where they differ. */
        private String sent() throws IOException {
            var stream = request.contentStreamProvider().orElseThrow().newStream();
            var body = MESSAGE.matcher(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            String message = body.find() ? body.group(1) : "";
            return "{\"MessageId\":\"made-up\",\"MD5OfMessageBody\":\"" + md5(message) + "\"}";
        }

        private static String md5(String text) {
            try {
                var digest = MessageDigest.getInstance("MD5").digest(bytes(text));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public void abort() {}
    }
}
