package io.quizsmith.local.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests for every path, most of them nearly right, some of them hardly HTTP. */
final class RandomRequests {

    private static final List<String> METHODS =
            List.of(
                    "GET",
                    "GET",
                    "GET",
                    "POST",
                    "POST",
                    "POST",
                    "POST",
                    "PUT",
                    "DELETE",
                    "HEAD",
                    "PATCH",
                    "OPTIONS",
                    "TRACE",
                    "CONNECT",
                    "get",
                    "BREW",
                    "GET\u00e9",
                    "");

    private static final List<String> ODD =
            List.of(
                    "%",
                    "%z",
                    "%2",
                    "%00",
                    "%ff",
                    "%c0%af",
                    "%2f",
                    "%2e%2e",
                    "..",
                    ".",
                    "//",
                    ";a=b",
                    "\\",
                    "*",
                    "{id}",
                    "\u0001",
                    "\u007f",
                    "\u00e9",
                    "?",
                    "#",
                    "@",
                    ":",
                    "'",
                    "\"",
                    "<",
                    "%F0%9F%98%80",
                    "%ED%A0%80",
                    "+",
                    "%252f",
                    "${x}",
                    "null",
                    "-1",
                    "0",
                    "NaN");

    private static final List<String> TYPES =
            List.of(
                    "application/json",
                    "application/json",
                    "application/json; charset=utf-8",
                    "application/json;charset=utf-16",
                    "APPLICATION/JSON",
                    "text/json",
                    "application/problem+json",
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "application/octet-stream",
                    "application/json; charset=\"",
                    ";;;",
                    "\u00ff");

    private static final List<String> NAMES =
            List.of(
                    "user_id",
                    "status",
                    "declared_level",
                    "created_from",
                    "created_to",
                    "limit",
                    "cursor",
                    "task",
                    "attempt",
                    "x",
                    "");

    private static final List<String> VALUES =
            List.of(
                    "1",
                    "0",
                    "-1",
                    "learner1",
                    "completed",
                    "queued",
                    "100",
                    "101",
                    "1e3",
                    "9223372036854775808",
                    "2026-01-01",
                    "2026-01-01T00:00:00Z",
                    "2026-02-30",
                    "-999999999-01-01",
                    "+1000000000-12-31T23:59:59Z",
                    "2026-01-01T00:00:00+18:00",
                    "");

    private final Random random;
    private final Mutation mutation;
    private final Known known;

    RandomRequests(long seed, Known known) {
        this.random = new Random(seed);
        this.mutation = new Mutation(random);
        this.known = known;
    }

    /**
     * What nearly right requests name.
     *
     * @param paths with placeholders such as {@code {task_id}}
     * @param tokens of the run that asks for them
     */
    record Known(List<String> paths, List<String> tasks, List<String> tokens) {}

    /** Where a request goes. */
    enum Target {
        OPEN_API,
        CLOSED_API,
        CALLBACK_ADDRESS
    }

    /**
     * A request as it goes over the wire.
     *
     * @param isWhole whether it is HTTP from its first byte to its last, and must be answered
     */
    record Request(Target target, byte[] bytes, boolean isWhole) {

        @Override
        public String toString() {
            int shown = Math.min(bytes.length, 600);
            return target
                    + ": "
                    + new String(bytes, 0, shown, ISO_8859_1)
                    + (shown < bytes.length ? " ... " + bytes.length + " bytes" : "");
        }
    }

    Request next() {
        if (random.nextInt(40) == 0) {
            return new Request(target(), garbage(), false);
        }
        var target = target();
        boolean callback = target == Target.CALLBACK_ADDRESS;
        String path = callback ? pick(List.of("/", "/?task=", "/x")) : path();
        boolean isCallback = callback || path.startsWith("/api/ai/receive");
        String method = random.nextInt(2) == 0 ? usual(path, isCallback) : pick(METHODS);
        byte[] body = random.nextInt(8) == 0 ? new byte[0] : mutation.of(valid(path, isCallback));
        return framed(target, method, path + query(), body);
    }

    private Target target() {
        return pick(List.of(Target.values()));
    }

    private static String usual(String path, boolean isCallback) {
        if (path.contains("/users/")) {
            return "PUT";
        }
        boolean post = path.matches(".*/(generate|cancel|retry|fail|run|redrive|discard).*");
        return post || isCallback ? "POST" : "GET";
    }

    private String path() {
        String path = random.nextInt(20) == 0 ? "/" : pick(known.paths());
        path = path.replace("{task_id}", id()).replace("{user_id}", String.valueOf(user()));
        path = path.replaceAll("\\{[a-z_]+}", pick(List.of("1", "x", "task-1-1", "a.b~c")));
        if (random.nextInt(5) == 0) {
            int at = random.nextInt(path.length() + 1);
            path = path.substring(0, at) + pick(ODD) + path.substring(at);
        }
        if (random.nextInt(100) == 0) {
            path += "/" + "x".repeat(random.nextInt(12_000));
        }
        return random.nextBoolean() ? path.replaceFirst("/$", "") : path;
    }

    private int user() {
        return random.nextInt(4) == 0 ? random.nextInt() : 1 + random.nextInt(8);
    }

    private String id() {
        return switch (random.nextInt(5)) {
            case 0 -> pick(ODD);
            case 1 -> "task-" + user() + "-" + random.nextLong();
            default -> pick(known.tasks());
        };
    }

    private String query() {
        if (random.nextInt(3) > 0) {
            return "";
        }
        var query = new StringBuilder("?");
        for (int i = random.nextInt(4); i >= 0; i--) {
            String value = random.nextInt(3) == 0 ? pick(ODD) : pick(VALUES);
            query.append(pick(NAMES)).append(random.nextInt(8) == 0 ? "" : "=").append(value);
            query.append('&');
        }
        return query.toString();
    }

    private Map<String, Object> valid(String path, boolean isCallback) {
        if (isCallback) {
            return random.nextInt(4) == 0
                    ? Map.of("worker_task_id", id(), "user_id", 1, "status", "failed", "error", "x")
                    : Map.of(
                            "worker_task_id",
                            id(),
                            "user_id",
                            user(),
                            "questions",
                            List.of(question(), question()),
                            "meta",
                            Map.of("processing_time_sec", 3));
        }
        return path.contains("/users/")
                ? Map.of("username", "user" + user(), "email", "a@b.example", "motivation_level", 3)
                : Map.of(
                        "user_id",
                        user(),
                        "quiz_size",
                        1 + random.nextInt(100),
                        "goals",
                        "job",
                        "profession",
                        "nurse",
                        "preferred_topics",
                        List.of("wards"),
                        "extra_instructions",
                        "be kind");
    }

    private Map<String, Object> question() {
        return Map.of(
                "sentence",
                "She ___ home " + random.nextInt(1000) + ".",
                "options",
                Map.of("A", "go", "B", "goes", "C", "going", "D", "gone"),
                "correct_answer",
                "B",
                "type",
                "grammar",
                "score",
                1);
    }

    private Request framed(Target target, String method, String line, byte[] body) {
        var head = new StringBuilder();
        boolean isWhole = isWord(method) && isTarget(line) && !method.equals("CONNECT");
        head.append(method).append(' ').append(line).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers()) {
            head.append(header).append("\r\n");
            isWhole &= isHeader(header);
        }
        head.append("Connection: close\r\n");
        var bytes = new ByteArrayOutputStream();
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                head.append("Transfer-Encoding: chunked\r\n\r\n");
                bytes.writeBytes(latin(head));
                chunked(body, bytes);
            }
            case 2 -> {
                isWhole = false;
                head.append(
                                pick(
                                        List.of(
                                                "Content-Length: -1",
                                                "Content-Length: 1e3",
                                                "Content-Length: 5\r\nContent-Length: 6",
                                                "Content-Length: 99999999",
                                                "Content-Length: 9999999999999999999",
                                                "Transfer-Encoding: gzip",
                                                "Transfer-Encoding: chunked\r\nContent-Length: 3",
                                                "Expect: 100-continue",
                                                "Expect: x",
                                                "Content-Length: " + body.length / 2)))
                        .append("\r\n\r\n");
                bytes.writeBytes(latin(head));
                bytes.writeBytes(body);
            }
            case 3 -> {
                isWhole = false;
                head.append("Transfer-Encoding: chunked\r\n\r\n");
                bytes.writeBytes(latin(head));
                bytes.writeBytes(
                        pick(List.of(
                                        "zz\r\n",
                                        "ffffffffffffffff\r\nx",
                                        "-5\r\n",
                                        "5\r\nab",
                                        "0\r\n",
                                        ""))
                                .getBytes(ISO_8859_1));
            }
            default -> {
                head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
                bytes.writeBytes(latin(head));
                bytes.writeBytes(body);
            }
        }
        return new Request(target, bytes.toByteArray(), isWhole);
    }

    private List<String> headers() {
        var headers = new ArrayList<String>();
        if (random.nextInt(8) > 0) {
            headers.add("Content-Type: " + pick(TYPES));
        }
        if (random.nextInt(6) > 0) {
            headers.add("X-AI-Worker-Token: sample-worker-token");
        }
        if (random.nextInt(5) > 0) {
            headers.add("Authorization: Bearer " + token());
        }
        if (random.nextInt(5) == 0) {
            String key = pick(List.of("k1", "k2", "", "k".repeat(255), "k".repeat(256), "\u00ff"));
            headers.add("Idempotency-Key: " + key);
        }
        if (random.nextInt(5) == 0) {
            headers.add("If-None-Match: " + pick(List.of("*", "\"x\"", "W/\"x\"", "\"", ",,", "")));
        }
        if (random.nextInt(10) == 0) {
            headers.add(
                    pick(
                            List.of(
                                    "Origin: null",
                                    "Origin: http://localhost:3000",
                                    "Accept: text/html",
                                    "Accept-Encoding: br",
                                    "Content-Encoding: gzip",
                                    "Range: bytes=0-",
                                    "Cookie: a=b; c",
                                    "traceparent: 00-zz",
                                    "X-Forwarded-For: 1.2.3.4",
                                    "X-HTTP-Method-Override: DELETE",
                                    "X-Large: " + "x".repeat(9_000),
                                    "X-Larger: " + "x".repeat(20_000),
                                    "X-Odd: \u00e9\u0080",
                                    "X-Null: a\u0000b",
                                    "no colon",
                                    ": no name",
                                    " folded: x",
                                    "Space : x",
                                    "Host: elsewhere",
                                    "Authorization: Bearer a.b.c",
                                    "Authorization: Basic !!!")));
        }
        return headers;
    }

    /** One that holds, or one with a part changed, moved or missing. */
    private String token() {
        String token = pick(known.tokens());
        var parts = token.split("\\.", -1);
        int at = random.nextInt(token.length());
        return switch (random.nextInt(12)) {
            case 0 -> token.substring(0, at) + pick(ODD) + token.substring(at);
            case 1 -> token.substring(0, at);
            case 2 -> parts[0] + "." + parts[1] + ".";
            case 3 -> base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
            case 4 -> parts[0] + "." + base64(mutated()) + "." + parts[2];
            case 5 -> base64(mutated()) + "." + parts[1] + "." + parts[2];
            case 6 -> token + "." + token;
            default -> token;
        };
    }

    private String mutated() {
        var claims = Map.<String, Object>of("alg", "RS256", "kid", "x", "exp", 1, "username", "a");
        return new String(mutation.of(claims), ISO_8859_1);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(ISO_8859_1));
    }

    private void chunked(byte[] body, ByteArrayOutputStream out) {
        for (int from = 0; from < body.length; ) {
            int size = Math.min(body.length - from, 1 + random.nextInt(4_000));
            out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1));
            out.write(body, from, size);
            out.writeBytes("\r\n".getBytes(ISO_8859_1));
            from += size;
        }
        out.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    }

    private byte[] garbage() {
        byte[] bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        return pick(
                List.of(
                        bytes,
                        "\r\n\r\n".getBytes(UTF_8),
                        "GET / HTTP/9.9\r\nHost: x\r\n\r\n".getBytes(UTF_8),
                        "GET /\r\n\r\n".getBytes(UTF_8),
                        "GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8),
                        "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8),
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8),
                        HexFormat.of().parseHex("16030100a5010000a10303")));
    }

    private static byte[] latin(StringBuilder head) {
        return head.toString().getBytes(ISO_8859_1);
    }

    private static boolean isWord(String method) {
        return method.matches("[A-Za-z]+");
    }

    private static boolean isTarget(String line) {
        return line.length() < 8_000 && line.matches("/[!$-;=?-Z_a-z~]*");
    }

    private static boolean isHeader(String line) {
        return line.length() < 8_000
                && line.matches("[A-Za-z-]+: [ -~\u00a0-\u00ff]*")
                && !line.startsWith("Host");
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
