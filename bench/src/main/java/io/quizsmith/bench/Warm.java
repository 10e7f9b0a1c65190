package io.quizsmith.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a handler that is warm takes for each call, beside the same calls without it. */
final class Warm {

    private static final List<String> NAMES = List.of("submit", "receive", "status");

    private final Status status;

    Warm(Status status) {
        this.status = status;
    }

    Part measure() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx400m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dquizsmith.root=" + System.getProperty("quizsmith.root"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                WarmProcess.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Map<String, List<double[]>> measured = new LinkedHashMap<>();
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("measured")) {
                    status.say("warm: " + words[1]);
                    measured.computeIfAbsent(words[1] + words[2], key -> new ArrayList<>())
                            .add(
                                    new double[] {
                                        Double.parseDouble(words[3]), Double.parseDouble(words[4])
                                    });
                }
            }
        } finally {
            process.destroy();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("warm ended with " + process.exitValue());
        }
        return report(measured);
    }

    private static Part report(Map<String, List<double[]>> measured) {
        var figures = new ArrayList<Figure>();
        for (int column : new int[] {0, 1}) {
            for (String name : NAMES) {
                String what = column == 0 ? "CPU of a warm " : "allocated by a warm ";
                figures.add(
                        Figure.of(
                                        what + name,
                                        column == 0 ? "us" : "KB",
                                        sample(measured.get(name + "handler"), column))
                                .above(
                                        sample(measured.get(name + "floor"), column),
                                        column == 0 ? "1.25 times" : ""));
            }
        }
        return new Part("warm", "Warm handlers", HOW, figures, List.of());
    }

    private static Sample sample(List<double[]> values, int column) {
        return new Sample(values.stream().mapToDouble(each -> each[column]).toArray());
    }

    private static final String HOW =
            """
            A process with C1 alone, as in Lambda, without SnapStart. The services answered once and are replayed from memory, so that
            everything runs on one thread: its CPU time and its allocation for each call, in 11 blocks of 300 calls, in turns
            with the floor, after 4,000 calls of each. The floor sends the very requests that the handler sent, made in
            advance, through the same clients, and reads nothing of the answers: what the SDK itself takes. A receive is of 10 questions.
            """;
}
