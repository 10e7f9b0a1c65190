package io.quizsmith.local;

import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.json.Json;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * An address on loopback that turns requests into events and a function's answers into responses.
 */
final class HttpFront implements AutoCloseable {

    private static final int MEGABYTE = 1024 * 1024;
    private static final Optional<Map<String, Object>> NOBODY = Optional.empty();

    private final Server server;
    private final ServerConnector connector;

    private HttpFront(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Takes the port (0: a free one), and does not answer yet. */
    static HttpFront open(int port, String option) {
        var threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var server = new Server(threads);
        var http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE); // judged by the routes and the functions
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(10_240);
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setErrorHandler(new BadRequests());
        try {
            connector.open();
        } catch (IOException taken) {
            throw new PortTakenException(port, option, taken);
        }
        return new HttpFront(server, connector);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    void start(Handler handler) {
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception broken) {
            throw new IllegalStateException("the HTTP server did not start", broken);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception broken) {
            throw new IllegalStateException("the HTTP server did not stop", broken);
        }
    }

    /**
     * Where a request goes, and the name of its route.
     *
     * @param guarded whether only those come in whom the door admits
     */
    record Target(
            LocalFunction function,
            String routeKey,
            Map<String, String> pathParameters,
            boolean guarded) {}

    /** Stands before guarded routes. */
    interface Door {

        /**
         * What to tell the function of the caller, as an authorizer does; empty: no admittance.
         *
         * @param authorization the header, {@code ""} where it is missing
         */
        Optional<Map<String, Object>> admit(String authorization, Instant now);
    }

    /** Hands requests to functions. Where one breaks, its caller gets the error status. */
    static final class Functions extends Handler.Abstract {

        private final BiFunction<String, String, Optional<Target>> route;
        private final Cors cors;
        private final Door door;
        private final int limit; // of a body, in bytes
        private final int errorStatus;
        private final InstantSource clock;
        private final Consumer<String> log;

        Functions(
                BiFunction<String, String, Optional<Target>> route,
                Cors cors,
                Door door,
                int limit,
                int errorStatus,
                InstantSource clock,
                Consumer<String> log) {
            this.route = route;
            this.cors = cors;
            this.door = door;
            this.limit = limit;
            this.errorStatus = errorStatus;
            this.clock = clock;
            this.log = log;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            if (cors.answers(request, response)) {
                write(request, response, callback, 204, new byte[0]);
                return true;
            }
            var target = route.apply(request.getMethod(), request.getHttpURI().getPath());
            if (target.isEmpty()) {
                message(request, response, callback, 404, "Not Found");
                return true;
            }
            Instant now = clock.instant();
            Optional<Map<String, Object>> jwt =
                    target.get().guarded() ? door.admit(authorization(request), now) : NOBODY;
            Optional<byte[]> body = body(request);
            if (jwt.isEmpty() && target.get().guarded()) {
                unauthorized(request, response, callback, body.isPresent());
                return true;
            }
            if (body.isEmpty()) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
                tooLarge(request, response, callback);
                return true;
            }
            var event =
                    HttpEvent.of(
                            request,
                            body.get(),
                            target.get().routeKey(),
                            target.get().pathParameters(),
                            jwt,
                            now);
            try {
                answer(request, response, callback, target.get().function().invoke(event));
            } catch (RuntimeException broken) {
                log.accept(target.get().function().id() + " failed: " + broken);
                message(request, response, callback, errorStatus, "Internal Server Error");
            }
            return true;
        }

        private Optional<byte[]> body(Request request) throws IOException {
            try (var stream = Content.Source.asInputStream(request)) {
                byte[] body = stream.readNBytes(limit + 1);
                if (body.length <= limit) {
                    return Optional.of(body);
                }
                discard(stream, limit);
                return Optional.empty();
            }
        }

        /** A client that is still sending when the connection ends never reads its answer. */
        private static void discard(InputStream stream, int most) throws IOException {
            var scrap = new byte[8192];
            int discarded = 0;
            int read = 0;
            while (read >= 0 && discarded < most) {
                read = stream.read(scrap);
                discarded += read;
            }
        }

        /** What has no status code is the body of a 200. */
        private static void answer(
                Request request, Response response, Callback callback, byte[] answer) {
            var json = Json.object(answer).orElse(Map.of());
            if (!(json.get("statusCode") instanceof Number status)) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                write(request, response, callback, 200, answer);
                return;
            }
            if (json.get("headers") instanceof Map<?, ?> headers) {
                headers.forEach(
                        (name, value) ->
                                response.getHeaders().put(name.toString(), String.valueOf(value)));
            }
            if (json.get("cookies") instanceof List<?> cookies) {
                cookies.forEach(
                        cookie ->
                                response.getHeaders()
                                        .add(HttpHeader.SET_COOKIE, cookie.toString()));
            }
            String text = json.get("body") instanceof String body ? body : "";
            byte[] body =
                    Boolean.TRUE.equals(json.get("isBase64Encoded"))
                            ? Base64.getDecoder().decode(text)
                            : text.getBytes(StandardCharsets.UTF_8);
            write(request, response, callback, status.intValue(), body);
        }

        private static String authorization(Request request) {
            String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
            return header == null ? "" : header;
        }

        private static void unauthorized(
                Request request, Response response, Callback callback, boolean wasRead) {
            if (!wasRead) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
            var problem = Problem.unauthenticated(UUID.randomUUID().toString());
            refuse(request, response, callback, problem, "Unauthorized");
        }

        private void tooLarge(Request request, Response response, Callback callback) {
            var problem = Problem.tooLarge(UUID.randomUUID().toString(), limit / MEGABYTE + " MB");
            refuse(request, response, callback, problem, "Request Entity Too Large");
        }

        /** With the gateway's own message, in the form that all errors have. */
        private static void refuse(
                Request request,
                Response response,
                Callback callback,
                Answer problem,
                String message) {
            var body = new LinkedHashMap<>(problem.body());
            body.put("message", message);
            problem.headers().forEach(response.getHeaders()::put);
            write(request, response, callback, problem.status(), Json.bytes(body));
        }

        private static void message(
                Request request, Response response, Callback callback, int status, String text) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            write(request, response, callback, status, Json.bytes(Map.of("message", text)));
        }

        private static void write(
                Request request, Response response, Callback callback, int status, byte[] body) {
            response.setStatus(status);
            boolean none = status == 304 || status == 204;
            if (!none) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            }
            boolean silent = none || request.getMethod().equals("HEAD");
            response.write(true, silent ? null : ByteBuffer.wrap(body), callback);
        }
    }

    /** What Jetty itself refuses: not HTTP, or too large a head. */
    private static final class BadRequests implements Request.Handler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = blame(response.getStatus());
            response.setStatus(status);
            boolean ours = status >= 500;
            String title = ours ? "Internal server error" : "Bad request";
            var problem =
                    Map.of(
                            "type", "about:blank",
                            "title", title,
                            "status", status,
                            "detail", ours ? broke(request) : "The request is not valid HTTP",
                            "error", title);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
            response.write(true, ByteBuffer.wrap(Json.bytes(problem)), callback);
            return true;
        }
    }

    /** Only who runs this machine reads it. */
    private static String broke(Request request) {
        return "This server broke: " + request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    }

    /** Unknown versions of HTTP and unknown encodings are no fault on this side. */
    private static int blame(int status) {
        return status == 501 || status == 505 ? 400 : status;
    }

    /** A port that was asked for is in use. */
    static final class PortTakenException extends UncheckedIOException {
        PortTakenException(int port, String option, IOException cause) {
            super("Port " + port + " is taken: choose another one with " + option, cause);
        }
    }
}
