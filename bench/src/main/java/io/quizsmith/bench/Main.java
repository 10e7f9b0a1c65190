package io.quizsmith.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code ./quizsmith bench} runs: measures, prints one table, writes docs/performance.md. */
public final class Main {

    private static final List<String> USUAL = List.of("calls", "cold", "warm", "scale", "heat");

    /** The last two take as long as one wants, and are run when they are asked for. */
    private static final List<String> PARTS =
            List.of("calls", "cold", "warm", "scale", "heat", "lists", "soak");

    private static final List<String> OPTIONS = List.of("--only", "--starts", "--tasks", "--soak");

    private Main() {}

    public static void main(String[] args) throws Exception {
        System.exit(run(args));
    }

    private static int run(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            String[] sides = args[i].split("=", 2);
            if (!OPTIONS.contains(sides[0]) || (sides.length == 1 && i + 1 == args.length)) {
                System.err.println(
                        "quizsmith: bench cannot use " + args[i] + " (see ./quizsmith help)");
                return 2;
            }
            options.put(sides[0], sides.length == 2 ? sides[1] : args[++i]);
        }
        var only = wanted(options);
        if (!PARTS.containsAll(only)) {
            System.err.println("quizsmith: --only takes " + String.join(", ", PARTS));
            return 2;
        }
        for (String number : List.of("--starts", "--tasks", "--soak")) {
            if (!options.getOrDefault(number, "1").matches("[1-9][0-9]{0,6}")) {
                System.err.println("quizsmith: " + number + " must be a whole number from 1 up");
                return 2;
            }
        }
        String machine = Machine.describe(Machine.load());
        var status = new Status();
        var parts = new ArrayList<Part>();
        for (String name : PARTS) {
            if (only.contains(name)) {
                parts.add(measure(name, options, status));
                PerformancePage.write(parts.getLast(), machine);
            }
        }
        status.end();
        System.out.print(Table.aligned(parts));
        System.out.println("\n" + machine + "\nWritten to docs/performance.md");
        return 0;
    }

    private static List<String> wanted(Map<String, String> options) {
        var unlessSaid = options.containsKey("--soak") ? List.of("soak") : USUAL;
        return Arrays.asList(
                options.getOrDefault("--only", String.join(",", unlessSaid)).split(",", -1));
    }

    private static Part measure(String name, Map<String, String> options, Status status)
            throws Exception {
        return switch (name) {
            case "calls" -> new Calls(status).measure();
            case "warm" -> new Warm(status).measure();
            case "scale" -> new Scale(status).measure();
            case "lists" ->
                    new Lists(status, Integer.parseInt(options.getOrDefault("--tasks", "10000")))
                            .measure();
            case "soak" ->
                    new Soak(Integer.parseInt(options.getOrDefault("--soak", "10")), status)
                            .measure();
            case "heat" -> new Heat(status).measure();
            case "cold" ->
                    new Cold(Integer.parseInt(options.getOrDefault("--starts", "9")), status)
                            .measure();
            default -> throw new IllegalStateException(name);
        };
    }
}
