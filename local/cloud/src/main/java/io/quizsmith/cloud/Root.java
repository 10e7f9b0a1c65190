package io.quizsmith.cloud;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the project. */
public final class Root {

    private Root() {}

    /**
     * The folder named by the property {@code quizsmith.root}, or the one above that has the
     * template.
     */
    public static Path path() {
        String given = System.getProperty("quizsmith.root");
        if (given != null) {
            return Path.of(given);
        }
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve("template.yaml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "start this in the project's folder: no template.yaml above");
    }
}
