package io.quizsmith.local;

import io.quizsmith.json.Json;
import io.quizsmith.user.UserRef;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** {@code ./quizsmith token}: prints a token that the local run takes, and nothing else. */
final class Token {

    private static final String REMEDY = "start one with ./quizsmith up --auth";

    private final Arguments arguments;

    Token(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() {
        String username = username();
        var life = arguments.age("--expires", Duration.ofHours(1));
        if (life.compareTo(LocalIssuer.LONGEST) > 0) {
            throw new Arguments.UsageException("--expires must be at most 30d");
        }
        var running = RunningUp.only(arguments.port("--port", 0), REMEDY);
        var issuer =
                running.issuer()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the local run on port "
                                                        + running.port()
                                                        + " is open and asks for no token: "
                                                        + REMEDY));
        System.out.println(token(issuer, username, life));
        return 0;
    }

    /** 1 to 5 are the sample users; other digits would be taken for an id that nobody has. */
    private String username() {
        String user = arguments.text("--user").orElse("");
        if (user.isEmpty() && !arguments.has("--operator")) {
            throw new Arguments.UsageException("token needs --user, or --operator, or both");
        }
        if (user.matches("[1-5]")) {
            return "learner" + user;
        }
        if (user.matches("[0-9]+") || user.length() > UserRef.MAX_USERNAME) {
            throw new Arguments.UsageException("--user must be 1 to 5, or a username");
        }
        return user;
    }

    private String token(RunningUp.Issuer issuer, String username, Duration life) {
        var wish =
                Map.of(
                        "username", username,
                        "operator", arguments.has("--operator"),
                        "seconds", life.toSeconds());
        var request =
                HttpRequest.newBuilder(issuer.uri().resolve("/token"))
                        .header("Authorization", "Bearer " + issuer.secret())
                        .timeout(Duration.ofSeconds(10))
                        .POST(BodyPublishers.ofByteArray(Json.bytes(wish)))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                return Json.object(answer.body()).orElseThrow().get("token").toString();
            }
        } catch (IOException broken) {
            throw new IllegalStateException("the issuer " + issuer.uri() + " does not answer");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the issuer " + issuer.uri() + " gave no token");
    }
}
