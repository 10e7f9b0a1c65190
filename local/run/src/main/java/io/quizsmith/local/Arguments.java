package io.quizsmith.local;

import io.quizsmith.sampleworker.Fault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The command line: a command, then options, most of them with a value. */
record Arguments(String command, Map<String, String> values) {

    private static final Map<String, Set<String>> KNOWN =
            Map.of(
                    "demo", Set.of("--worker-delay"),
                    "up",
                            Set.of(
                                    "--port",
                                    "--receive-port",
                                    "--worker-port",
                                    "--worker-url",
                                    "--worker-token",
                                    "--worker-delay",
                                    "--worker-fault",
                                    "--data",
                                    "--auth",
                                    "--issuer-port",
                                    "--parameter-overrides",
                                    "--speed",
                                    "--speed-since",
                                    "--with-parent",
                                    "--limits",
                                    "--parameter-store"),
                    "rotate-token", Set.of("--stack", "--port", "--token", "--force"),
                    "chaos", Set.of("--tasks", "--seed", "--speed"),
                    "token", Set.of("--user", "--operator", "--expires", "--port"),
                    "redrive",
                            Set.of(
                                    "--stack",
                                    "--port",
                                    "--since",
                                    "--dry-run",
                                    "--drop-junk",
                                    "--verbose"));
    private static final Set<String> WITHOUT_VALUE =
            Set.of(
                    "--dry-run",
                    "--force",
                    "--drop-junk",
                    "--verbose",
                    "--with-parent",
                    "--auth",
                    "--limits",
                    "--operator");
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,6})(\\.[0-9]{1,3})?s?");

    /** The command line cannot be understood; says why. */
    static final class UsageException extends RuntimeException {
        UsageException(String message) {
            super(message + " (see ./quizsmith help)");
        }
    }

    static Arguments parse(String[] args) {
        if (args.length == 0) {
            throw new UsageException("a command is missing");
        }
        var known = KNOWN.get(args[0]);
        if (known == null) {
            throw new UsageException("unknown command " + args[0]);
        }
        var values = new HashMap<String, String>();
        for (int i = 1; i < args.length; i++) {
            String[] sides = args[i].split("=", 2);
            if (!known.contains(sides[0])) {
                throw new UsageException(args[0] + " has no option " + sides[0]);
            }
            boolean isFlag = WITHOUT_VALUE.contains(sides[0]);
            if (isFlag && sides.length == 2) {
                throw new UsageException(sides[0] + " takes no value");
            } else if (isFlag) {
                values.put(sides[0], "");
            } else if (sides.length == 2) {
                values.put(sides[0], sides[1]);
            } else if (i + 1 < args.length) {
                values.put(sides[0], args[++i]);
            } else {
                throw new UsageException(sides[0] + " needs a value");
            }
        }
        return new Arguments(args[0], Map.copyOf(values));
    }

    int port(String option, int otherwise) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new UsageException(option + " must be a port, 0 to 65535");
        }
        return Integer.parseInt(value);
    }

    int number(String option, int otherwise, int least, int most) {
        long number = whole(option, otherwise);
        if (number < least || number > most) {
            throw new UsageException(option + " must be from " + least + " to " + most);
        }
        return (int) number;
    }

    long whole(String option, long otherwise) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,15}")) {
            throw new UsageException(option + " must be a whole number");
        }
        return Long.parseLong(value);
    }

    /** {@code A=1 B=2}, as sam deploy takes it. */
    Map<String, String> assignments(String option) {
        var assignments = new HashMap<String, String>();
        for (String pair : values.getOrDefault(option, "").strip().split("\\s+", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2 && !sides[0].isEmpty()) {
                assignments.put(sides[0], sides[1]);
            } else if (!pair.isEmpty()) {
                throw new UsageException(option + " must be like \"Name=value Other=value\"");
            }
        }
        return assignments;
    }

    Duration seconds(String option, Duration otherwise) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        if (!SECONDS.matcher(value).matches()) {
            throw new UsageException(option + " must be a number of seconds, such as 3 or 0.5");
        }
        double seconds = Double.parseDouble(value.replace("s", ""));
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    Duration age(String option, Duration otherwise) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        var matcher = AGE.matcher(value);
        if (!matcher.matches()) {
            throw new UsageException(option + " must be a time such as 90m, 24h or 7d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    Fault fault() {
        String value = values.getOrDefault("--worker-fault", "none");
        String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "--worker-fault must be one of "
                                                + String.join(
                                                        ", ",
                                                        Arrays.stream(Fault.values())
                                                                .map(Arguments::word)
                                                                .toList())));
    }

    private static String word(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Optional<URI> workerUrl() {
        String value = values.get("--worker-url");
        if (value == null) {
            return Optional.empty();
        }
        String here = "http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]+)?(/[^\\s?#]*)?";
        if (!value.matches("https://[^\\s?#]+|" + here)) {
            throw new UsageException(
                    "--worker-url must be an https address, or an http one on this machine");
        }
        return Optional.of(URI.create(value));
    }

    /** The stack on AWS that is meant; otherwise a local run is. */
    Optional<String> stack() {
        var stack = text("--stack");
        if (stack.isPresent() && has("--port")) {
            throw new UsageException(
                    "--stack and --port exclude each other: --port is for a local run");
        }
        if (stack.isPresent() && stack.get().isBlank()) {
            throw new UsageException("--stack must be the name of a stack");
        }
        return stack;
    }

    Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    Optional<Path> data() {
        return text("--data").map(Path::of);
    }
}
