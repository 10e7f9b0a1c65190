package io.quizsmith.local.contract;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.quizsmith.cloud.Root;
import io.quizsmith.json.Json;

import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** openapi.yaml, and whether an answer is one that it declares. */
final class OpenApi {

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<String, Object> document;

    private OpenApi(Map<String, Object> document) {
        this.document = document;
    }

    static OpenApi ofProject() {
        try {
            return new OpenApi(
                    new Yaml().load(Files.readString(Root.path().resolve("openapi.yaml"))));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Fails where path, status, content type, headers or body are not as declared. */
    void check(String method, String rawPath, Reply reply) {
        String path = path(rawPath);
        if (path == null) {
            return; // not of the API: its gateway answers
        }
        var operations = map(map(document, "paths"), path);
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        var operation =
                operations.containsKey(verb) ? map(operations, verb) : anyOperation(operations);
        var responses = map(operation, "responses");
        var response = map(responses, Integer.toString(reply.status()));
        if (response.isEmpty()) {
            throw new AssertionError(method + " " + path + " does not declare " + reply);
        }
        map(response, "headers").keySet().stream()
                .filter(this::isRequired)
                .filter(name -> reply.header(name).isEmpty())
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new AssertionError(path + " lacks the header " + name);
                        });
        if (!method.equals("HEAD")) {
            checkBody(method + " " + path, map(response, "content"), reply);
        }
    }

    private boolean isRequired(String header) {
        var headers = map(map(document, "components"), "headers");
        return Boolean.TRUE.equals(map(headers, header).get("required"));
    }

    private void checkBody(String where, Map<String, Object> content, Reply reply) {
        if (content.isEmpty()) {
            if (reply.body().length > 0) {
                throw new AssertionError(where + " declares no body: " + reply);
            }
            return;
        }
        String type = reply.header("Content-Type").split(";", 2)[0];
        if (!content.containsKey(type)) {
            throw new AssertionError(where + " does not declare the content type of " + reply);
        }
        String reference = map(map(content, type), "schema").get("$ref").toString();
        String schema =
                Json.write(Map.of("$ref", reference, "components", document.get("components")));
        List<Error> errors =
                SCHEMAS.getSchema(schema, InputFormat.JSON)
                        .validate(
                                new String(reply.body(), StandardCharsets.UTF_8), InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(
                    where
                            + " answered what openapi.yaml does not allow: "
                            + errors.stream().map(Error::toString).collect(Collectors.joining("; "))
                            + " in "
                            + reply);
        }
    }

    /** What a method that the path does not know is answered, is the same for all of the path. */
    private static Map<String, Object> anyOperation(Map<String, Object> operations) {
        return operations.keySet().stream()
                .filter(key -> !key.equals("parameters"))
                .findFirst()
                .map(key -> map(operations, key))
                .orElseThrow();
    }

    private String path(String rawPath) {
        String asked = rawPath.endsWith("/") ? rawPath : rawPath + "/";
        return map(document, "paths").keySet().stream()
                .filter(path -> asked.matches(path.replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst()
                .orElse(null);
    }

    @SuppressWarnings("unchecked") // keys of YAML maps are strings
    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }
}
