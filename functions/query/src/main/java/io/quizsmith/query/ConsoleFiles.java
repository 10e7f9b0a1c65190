package io.quizsmith.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Digest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The console's files, as the build has listed them. Their addresses hold a digest of them all, so
 * that browsers may keep them for good and never mix two versions.
 */
final class ConsoleFiles {

    private static final String FOLDER = "/console/";
    private static final String INDEX = "index.html";

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final String prefix;
    private final String index;

    /** Read when the first page is asked for: other requests need not wait for it. */
    private static final class Holder {
        static final ConsoleFiles ALL = new ConsoleFiles();
    }

    private ConsoleFiles() {
        read("files.txt").lines().sorted().forEach(name -> texts.put(name, read(name)));
        prefix = "v" + Digest.of(texts.toString()) + "/";
        index = texts.remove(INDEX).replace("{prefix}", prefix).replace("{preload}", preload());
    }

    static ConsoleFiles all() {
        return Holder.ALL;
    }

    /**
     * A file.
     *
     * @param lasting whether its address is never given to other content
     */
    record File(String type, String text, boolean lasting) {}

    String index() {
        return index;
    }

    Optional<File> find(String address) {
        boolean lasting = address.startsWith(prefix);
        String name = address.replaceFirst("^v[0-9a-f]{32}/", "");
        return Optional.ofNullable(texts.get(name))
                .map(text -> new File(type(name), text, lasting));
    }

    /**
     * Modules name one another: without this each would be asked for only when the last is here.
     */
    private String preload() {
        return texts.keySet().stream()
                .filter(name -> name.endsWith(".js"))
                .map(name -> "<link rel=\"modulepreload\" href=\"" + prefix + name + "\">")
                .collect(Collectors.joining("\n"));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/plain; charset=utf-8";
        };
    }

    private static String read(String name) {
        try (var stream = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("the build has left out " + FOLDER + name);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
