package io.quizsmith.sampleworker;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A quiz that was asked for.
 *
 * @param taskId the asker's id of it; {@code ""} where it has none
 * @param avoid the sentences that the asker has already
 * @param callbackUrl empty only where nothing is to be sent there
 */
record Order(
        String taskId,
        JsonNode userId,
        int quizSize,
        Set<String> avoid,
        Taste taste,
        Fault fault,
        Duration delay,
        Optional<URI> callbackUrl) {

    private static final int MOST_QUESTIONS = 500;

    /** An order, or what is wrong with it. */
    sealed interface Parsed {
        record WellFormed(Order order) implements Parsed {}

        record Malformed(String why) implements Parsed {}
    }

    static Parsed parse(JsonNode body, Settings settings) {
        if (!body.isObject()) {
            return new Parsed.Malformed("the body must be a JSON object");
        }
        if (!body.hasNonNull("user_id")) {
            return new Parsed.Malformed("user_id is required");
        }
        JsonNode size = body.path("quiz_size");
        if (!size.isInt() || size.intValue() < 1 || size.intValue() > MOST_QUESTIONS) {
            return new Parsed.Malformed("quiz_size must be from 1 to " + MOST_QUESTIONS);
        }
        var instructions = Instructions.in(body.path("extra_instructions").asText(""));
        Fault fault = instructions.fault().orElse(settings.fault());
        Optional<URI> callbackUrl = callbackUrl(body).or(settings::callbackUrl);
        if (callbackUrl.isEmpty() && fault != Fault.SYNC) {
            return new Parsed.Malformed("callback_url must be an http or https address");
        }
        return new Parsed.WellFormed(
                new Order(
                        body.path("task_id").asText(""),
                        body.path("user_id"),
                        size.intValue(),
                        texts(body.path("avoid")),
                        Taste.of(
                                body.path("declared_level").asText(""),
                                body.path("profession").asText("")),
                        fault,
                        delay(fault, instructions.delay().orElse(settings.delay()), settings),
                        callbackUrl));
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new HashSet<String>();
        list.forEach(each -> texts.add(each.asText()));
        return Set.copyOf(texts);
    }

    private static Optional<URI> callbackUrl(JsonNode body) {
        try {
            var url = new URI(body.path("callback_url").asText(""));
            return Optional.of(url)
                    .filter(it -> it.getHost() != null)
                    .filter(it -> it.getScheme().matches("(?i)https?"));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private static Duration delay(Fault fault, Duration delay, Settings settings) {
        if (fault == Fault.SLOW) {
            return delay.multipliedBy(4);
        }
        if (fault == Fault.LATE) {
            return delay.multipliedBy(settings.lateFactor());
        }
        return fault == Fault.EARLY || fault == Fault.SYNC ? Duration.ZERO : delay;
    }
}
