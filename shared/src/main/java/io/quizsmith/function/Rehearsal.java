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
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
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

    /** Without the limits, whose answers would have to be made up too. */
    private static final Map<String, String> SIMPLER =
            Map.of("MAX_PENDING_PER_USER", "0", "MAX_TASKS_PER_DAY", "0");

    /** Where Lambda starts: the functions can do without, so that nothing of it may stop them. */
    public void play(Function<Environment, RequestStreamHandler> handler, Log log) {
        try {
            knock();
            answer(handler, System.getenv());
        } catch (RuntimeException broken) {
            log.warn("rehearsal failed", Map.of(), broken);
        }
    }

    /** Nobody listens there: what a connection needs is loaded, certificates too; none is made. */
    private static void knock() {
        var request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(NOBODY).build();
        try (var http = UrlConnectionHttpClient.create()) {
            http.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
        } catch (IOException refused) {
            // as it should be
        }
    }

    /** What the handler answers. */
    public byte[] answer(
            Function<Environment, RequestStreamHandler> handler, Map<String, String> variables) {
        var output = new ByteArrayOutputStream();
        try {
            handler.apply(environment(variables))
                    .handleRequest(new ByteArrayInputStream(bytes(event)), output, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return output.toByteArray();
    }

    private Environment environment(Map<String, String> variables) {
        var simpler = new HashMap<>(variables);
        simpler.putAll(SIMPLER);
        var http = new MadeUp();
        return new Environment(
                simpler,
                InstantSource.system(),
                DynamoDbClient.builder().httpClient(http).build(),
                SqsClient.builder().httpClient(http).build(),
                line -> {});
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Answers every call at once, with what was given for its action. */
    private final class MadeUp implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    return respond(request);
                }

                @Override
                public void abort() {}
            };
        }

        private HttpExecuteResponse respond(HttpExecuteRequest request) throws IOException {
            String target =
                    request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(".none");
            String action = target.substring(target.lastIndexOf('.') + 1);
            String answer = action.equals("SendMessage") ? sent(request) : answers.get(action);
            int status = answer == null ? 400 : 200;
            byte[] body = bytes(answer == null ? "{}" : answer);
            return HttpExecuteResponse.builder()
                    .response(
                            SdkHttpResponse.builder()
                                    .statusCode(status)
                                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                                    .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        /** The client compares digests, and throws where they differ. */
        private static String sent(HttpExecuteRequest request) throws IOException {
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
        public String clientName() {
            return "MadeUp";
        }

        @Override
        public void close() {}
    }
}
