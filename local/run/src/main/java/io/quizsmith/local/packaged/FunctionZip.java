package io.quizsmith.local.packaged;

import io.quizsmith.cloud.Root;
import io.quizsmith.cloud.Template;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/** What Maven made of a function, to be started as Lambda starts it. */
public record FunctionZip(String handler, Path file) {

    /** The zip that the template names for the function; it need not be there. */
    public static FunctionZip of(String function) {
        var properties =
                Template.read(Template.path(), Map.of()).resources().get(function).properties();
        return new FunctionZip(
                properties.get("Handler").toString(),
                Root.path().resolve(properties.get("CodeUri").toString()));
    }

    /** Its content, in a new folder below that one. */
    public Path unpack(Path below) throws IOException {
        Path folder = Files.createTempDirectory(below, file.getFileName() + "-");
        try (var entries = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = entries.getNextEntry();
                    entry != null;
                    entry = entries.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.write(target, entries.readAllBytes());
                }
            }
        }
        return folder;
    }

    /**
     * A process of the official runtime interface client, which must be on the class path here.
     *
     * @param before what the command begins with, such as a program that pins it to a core
     * @param folder with the function's jars in {@code lib}
     * @param variables of the function, over those that Lambda itself sets
     */
    public static ProcessBuilder process(
            List<String> before,
            String handler,
            Path folder,
            RuntimeApi api,
            Map<String, String> variables) {
        String root = folder.toAbsolutePath().toString();
        var command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx400m",
                        "-Djava.io.tmpdir=" + root,
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        runtimeClient() + File.pathSeparator + root + "/lib/*",
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        handler));
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
        environment.put("_HANDLER", handler);
        environment.put("LAMBDA_TASK_ROOT", root);
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.putAll(variables);
        return builder;
    }

    /** The jars that Lambda's Java runtime brings itself. */
    private static String runtimeClient() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> jar.matches(".*/aws-lambda-java-(runtime|core|serialization).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
