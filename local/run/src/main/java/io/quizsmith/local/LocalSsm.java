package io.quizsmith.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Parameter Store on loopback, in memory: GetParameters and PutParameter, as far as they are used
 * here, over the service's own wire format.
 */
public final class LocalSsm implements AutoCloseable {

    /** Where functions and the SDK look for the service's address. */
    static final String ENDPOINT = "AWS_ENDPOINT_URL_SSM";

    private final HttpServer server;

    private record Value(String text, Instant written) {}

    private final Map<String, Value> values = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final Map<String, Set<String>> readBy = new ConcurrentHashMap<>();
    private volatile boolean unreachable;

    private LocalSsm(HttpServer server) {
        this.server = server;
    }

    /** Answers once it returns, and holds nothing yet. */
    public static LocalSsm start() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var ssm = new LocalSsm(HttpServer.create(address, 0));
            ssm.server.createContext("/", ssm::handle);
            ssm.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            ssm.server.start();
            return ssm;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** As above, with the worker's token under the name that the template gives it. */
    public static LocalSsm with(String workerToken) {
        return start().put("/quizsmith/worker-token", workerToken);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A function's variables, and where it finds this store. */
    public Map<String, String> addTo(Map<String, String> variables) {
        var more = new HashMap<>(variables);
        more.put(ENDPOINT, uri().toString());
        return more;
    }

    public LocalSsm put(String name, String value) {
        values.put(name, new Value(value, Instant.now()));
        return this;
    }

    /** What a parameter holds; {@code ""} where it is not there. */
    public String get(String name) {
        var value = values.get(name);
        return value == null ? "" : value.text();
    }

    /** How often parameters were read. */
    public int reads() {
        return reads.get();
    }

    /** The names that were asked for with that access key. */
    public Set<String> readBy(String accessKey) {
        return Set.copyOf(readBy.getOrDefault(accessKey, Set.of()));
    }

    /** Closes every connection without an answer, until told otherwise. */
    public void setUnreachable(boolean isUnreachable) {
        unreachable = isUnreachable;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = Json.object(exchange.getRequestBody().readAllBytes()).orElse(Map.of());
            String target = header(exchange, "X-Amz-Target");
            if (target.equals("AmazonSSM.GetParameters")) {
                reads.incrementAndGet();
            }
            if (unreachable) {
                return;
            }
            if (!header(exchange, "Authorization").matches("AWS4-HMAC-SHA256 .*/ssm/aws4_request.*")
                    || header(exchange, "X-Amz-Date").isEmpty()) {
                answer(exchange, 400, Map.of("__type", "MissingAuthenticationTokenException"));
                return;
            }
            switch (target) {
                case "AmazonSSM.GetParameters" -> {
                    note(header(exchange, "Authorization"), request);
                    answer(exchange, 200, parameters(request));
                }
                case "AmazonSSM.PutParameter" -> answer(exchange, 200, put(request));
                default -> answer(exchange, 400, Map.of("__type", "UnknownOperationException"));
            }
        }
    }

    private void note(String authorization, Map<String, Object> request) {
        String accessKey = authorization.replaceAll(".*Credential=([^/]+)/.*", "$1");
        var names = readBy.computeIfAbsent(accessKey, key -> ConcurrentHashMap.newKeySet());
        ((List<?>) request.getOrDefault("Names", List.of()))
                .forEach(name -> names.add(name.toString()));
    }

    private Map<String, Object> parameters(Map<String, Object> request) {
        var known = new ArrayList<Map<String, Object>>();
        var unknown = new ArrayList<String>();
        for (Object each : (List<?>) request.getOrDefault("Names", List.of())) {
            Value value = values.get(each.toString());
            if (value == null) {
                unknown.add(each.toString());
            } else {
                var parameter = new LinkedHashMap<String, Object>();
                parameter.put("Name", each.toString());
                parameter.put("Type", "SecureString");
                parameter.put("Value", value.text());
                parameter.put("LastModifiedDate", value.written().getEpochSecond());
                known.add(parameter);
            }
        }
        return Map.of("Parameters", known, "InvalidParameters", unknown);
    }

    private Map<String, Object> put(Map<String, Object> request) {
        put(request.get("Name").toString(), request.get("Value").toString());
        return Map.of("Version", 1, "Tier", "Standard");
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> json)
            throws IOException {
        byte[] body = Json.bytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
