package io.quizsmith.local.fuzz;

import io.quizsmith.cloud.Root;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The paths that openapi.yaml lists, with their placeholders. */
final class OpenApiPaths {

    private OpenApiPaths() {}

    static List<String> all() throws IOException {
        return Files.readAllLines(Root.path().resolve("openapi.yaml")).stream()
                .filter(line -> line.matches("  /api/.*:"))
                .map(line -> line.substring(2, line.length() - 1))
                .toList();
    }
}
