package io.quizsmith.local.packaged;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;

import io.quizsmith.cloud.Root;
import io.quizsmith.json.Json;

import net.javacrumbs.jsonunit.core.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The sample events and the answers that belong to them. */
final class Events {

    private Events() {}

    /** One of them: {@code SubmitFunction} and {@code generate}. */
    record Case(String function, String name) {

        byte[] event() {
            return read(folder().resolve(name + ".json"));
        }

        /** Fails unless this is the answer that belongs to the event. */
        void check(byte[] answer) {
            String expected =
                    new String(
                            read(folder().resolve(name + ".response.json")),
                            StandardCharsets.UTF_8);
            if (expected.strip().equals("null")) {
                return; // what Lambda makes of "no answer" differs
            }
            assertThatJson(readable(answer)).when(Option.IGNORING_EXTRA_FIELDS).isEqualTo(expected);
        }

        private Path folder() {
            String folder = function.replace("Function", "").toLowerCase(Locale.ROOT);
            return Root.path().resolve("events").resolve(folder);
        }

        @Override
        public String toString() {
            return function + " " + name;
        }
    }

    static List<Case> all(List<String> functions) {
        return functions.stream().flatMap(function -> of(function).stream()).toList();
    }

    private static List<Case> of(String function) {
        try (var files = Files.list(new Case(function, "").folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.endsWith(".response.json"))
                    .sorted()
                    .map(name -> new Case(function, name.replace(".json", "")))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A body that is JSON text, as JSON. */
    private static Map<String, Object> readable(byte[] answer) {
        var json = new LinkedHashMap<>(Json.object(answer).orElseThrow());
        if (json.get("body") instanceof String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            Json.object(bytes).ifPresent(object -> json.put("body", object));
        }
        return json;
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
