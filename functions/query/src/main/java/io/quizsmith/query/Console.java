package io.quizsmith.query;

import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.json.Digest;
import io.quizsmith.json.Json;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operator's console: pages that hold no secret and that anybody may have. What they show they
 * ask of the API, with the token of whoever signed in. Nothing here reads or calls anything.
 */
final class Console {

    private static final String BASE = "/console";
    private static final String SCOPE = "openid";

    /** Set by the issuer, client and origins that the template gives. */
    private final Optional<Map<String, Object>> signIn;

    private final String policy;

    Console(Environment environment) {
        String issuer = environment.optionalVariable("SIGN_IN_ISSUER");
        String client = environment.optionalVariable("SIGN_IN_CLIENT_ID");
        this.signIn =
                issuer.isEmpty() || client.isEmpty()
                        ? Optional.empty()
                        : Optional.of(signIn(issuer, client));
        this.policy =
                policy(
                        Stream.concat(
                                signIn.map(set -> issuer).stream(),
                                Arrays.stream(
                                        environment
                                                .optionalVariable("SIGN_IN_ORIGINS")
                                                .split(" "))));
    }

    private static Map<String, Object> signIn(String issuer, String client) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("issuer", issuer);
        fields.put("client_id", client);
        fields.put("scope", SCOPE);
        return fields;
    }

    /** Only our own files run, look and load; only we and the issuer are asked. */
    private static String policy(Stream<String> asked) {
        String origins =
                asked.filter(address -> !address.isEmpty())
                        .map(Console::origin)
                        .distinct()
                        .map(origin -> " " + origin)
                        .collect(Collectors.joining());
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self'",
                "connect-src 'self'" + origins,
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'");
    }

    private static String origin(String address) {
        var uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    static boolean isAskedFor(String path) {
        return path.equals(BASE) || path.startsWith(BASE + "/");
    }

    void answer(Request request, OutputStream output) throws IOException {
        if (!List.of("GET", "HEAD").contains(request.method())) {
            Problem.notFound(request.id(), "Not found").write(output, request);
        } else if (request.path().equals(BASE)) {
            var headers = headers("text/plain; charset=utf-8", "no-cache");
            headers.put("Location", "console/");
            Answer.write(output, request, 308, headers, "", false);
        } else {
            file(request.path().substring(BASE.length() + 1), request, output);
        }
    }

    private void file(String name, Request request, OutputStream output) throws IOException {
        var files = ConsoleFiles.all();
        if (name.isEmpty()) {
            send("text/html; charset=utf-8", "no-cache", files.index(), request, output);
        } else if (name.equals("config.json")) {
            var body = Collections.singletonMap("sign_in", (Object) signIn.orElse(null));
            send("application/json", "no-cache", Json.write(body), request, output);
        } else {
            var file = files.find(name);
            if (file.isEmpty()) {
                Problem.notFound(request.id(), "Not found").write(output, request);
            } else {
                String keep =
                        file.get().lasting() ? "public, max-age=31536000, immutable" : "no-cache";
                send(file.get().type(), keep, file.get().text(), request, output);
            }
        }
    }

    private void send(
            String type, String caching, String body, Request request, OutputStream output)
            throws IOException {
        var headers = headers(type, caching);
        String tag = "\"" + Digest.of(body) + "\"";
        headers.put("ETag", tag);
        if (EntityTags.match(request.headers().get("if-none-match"), tag)) {
            headers.remove("Content-Type");
            Answer.write(output, request, 304, headers, "", false);
        } else {
            Answer.write(output, request, 200, headers, body, false);
        }
    }

    private Map<String, String> headers(String type, String caching) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", type);
        headers.put("Cache-Control", caching);
        headers.put("Content-Security-Policy", policy);
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        headers.put("X-Frame-Options", "DENY");
        return headers;
    }
}
