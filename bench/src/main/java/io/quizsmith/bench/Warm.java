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
                                "-Dsun.net.httpserver.nodelay=true",
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
                    measured.computeIfAbsent(
                                    String.join(" ", words[1], words[2], words[3]),
                                    key -> new ArrayList<>())
                            .add(
                                    new double[] {
                                        Double.parseDouble(words[4]), Double.parseDouble(words[5])
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
        for (String name : NAMES) {
            figures.add(cpu("CPU of a warm " + name, name + " HTTPS ", measured));
        }
        for (String name : NAMES) {
            figures.add(cpu("CPU of a warm " + name + ", no HTTP", name + " MEMORY ", measured));
        }
        for (String name : NAMES) {
            figures.add(
                    Figure.of(
                                    "allocated by a warm " + name + ", no HTTP",
                                    "KB",
                                    sample(measured.get(name + " MEMORY handler"), 1))
                            .above(sample(measured.get(name + " MEMORY floor"), 1), ""));
        }
        return new Part("warm", "Warm handlers", HOW, figures, List.of());
    }

    private static Figure cpu(String what, String series, Map<String, List<double[]>> measured) {
        return Figure.of(what, "us", sample(measured.get(series + "handler"), 0))
                .above(sample(measured.get(series + "floor"), 0), "1.25 times");
    }

    private static Sample sample(List<double[]> values, int column) {
        return new Sample(values.stream().mapToDouble(each -> each[column]).toArray());
    }

    private static final String HOW =
            """
            A process with C1 alone, as in Lambda, without SnapStart. The services answered once; what they said is replayed by a server on
            loopback, over TLS and through the SDK's own HTTP client, as calls from Lambda go, and then again from memory, without any HTTP,
            where an SDK call costs less than a quarter. The CPU time and the allocation of the one thread that calls, in 11 blocks of 300
            calls, in turns with the floor, after 4,000 calls of each. The floor sends the very requests that the handler sent, made in
            advance, through the same clients, and reads nothing of the answers: what the SDK itself takes. A receive is of 10 questions.
            """;
}
