package io.quizsmith.local;

import io.quizsmith.cloud.TemplateException;

/** What {@code ./quizsmith} runs in Java: demo, up and the others. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            var arguments = Arguments.parse(args);
            return switch (arguments.command()) {
                case "demo" -> new Demo(arguments).run();
                case "up" -> new Up(arguments).run();
                case "token" -> new Token(arguments).run();
                case "chaos" -> new Chaos(arguments).run();
                case "rotate-token" -> new RotateToken(arguments).run();
                case "redrive" -> new Redrive(arguments).run();
                default -> {
                    System.err.println("quizsmith: unknown command " + arguments.command());
                    yield 2;
                }
            };
        } catch (Arguments.UsageException wrong) {
            System.err.println("quizsmith: " + wrong.getMessage());
            return 2;
        } catch (HttpFront.PortTakenException | TemplateException | IllegalStateException cannot) {
            System.err.println("quizsmith: " + cannot.getMessage());
            return 1;
        }
    }
}
