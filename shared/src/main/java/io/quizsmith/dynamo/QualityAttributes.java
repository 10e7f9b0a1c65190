package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Quality;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rules say of a task's questions, as a part of its item. */
final class QualityAttributes {

    private static final String REQUESTED = "requested";
    private static final String RECEIVED = "received";
    private static final String ACCEPTED = "accepted";
    private static final String FLAGGED = "flagged";
    private static final String REJECTED = "rejected";
    private static final String WOULD_REJECT = "would_reject";
    private static final String FLAGS = "flags";
    private static final String SCORE = "score";

    private QualityAttributes() {}

    static AttributeValue of(Quality quality) {
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put(REQUESTED, number(quality.requested()));
        attributes.put(RECEIVED, number(quality.received()));
        attributes.put(ACCEPTED, number(quality.accepted()));
        attributes.put(FLAGGED, number(quality.flagged()));
        attributes.put(SCORE, number(quality.score()));
        put(attributes, REJECTED, quality.rejected().stream().map(QualityAttributes::line));
        put(attributes, WOULD_REJECT, quality.wouldReject().stream().map(QualityAttributes::line));
        put(attributes, FLAGS, quality.flaws().stream().map(Flaw::name));
        return AttributeValue.fromM(attributes);
    }

    static Quality toQuality(Map<String, AttributeValue> attributes) {
        return new Quality(
                (int) number(attributes, REQUESTED),
                (int) number(attributes, RECEIVED),
                (int) number(attributes, ACCEPTED),
                (int) number(attributes, FLAGGED),
                lines(attributes, REJECTED).stream().map(QualityAttributes::rejected).toList(),
                lines(attributes, WOULD_REJECT).stream().map(QualityAttributes::rejected).toList(),
                flaws(lines(attributes, FLAGS)),
                (int) number(attributes, SCORE));
    }

    private static void put(
            Map<String, AttributeValue> attributes, String name, Stream<String> lines) {
        var values = lines.map(Attributes::text).toList();
        if (!values.isEmpty()) {
            attributes.put(name, AttributeValue.fromL(values));
        }
    }

    private static List<String> lines(Map<String, AttributeValue> attributes, String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? List.of() : value.l().stream().map(AttributeValue::s).toList();
    }

    /** The index and the codes, with blanks between them. */
    private static String line(Quality.Rejected rejected) {
        return rejected.index()
                + " "
                + rejected.flaws().stream().map(Flaw::name).collect(Collectors.joining(" "));
    }

    private static Quality.Rejected rejected(String line) {
        var parts = Arrays.asList(line.split(" ", -1));
        return new Quality.Rejected(
                Integer.parseInt(parts.getFirst()), flaws(parts.subList(1, parts.size())));
    }

    private static Set<Flaw> flaws(Collection<String> names) {
        return names.stream()
                .flatMap(name -> Flaw.named(name).stream())
                .collect(Collectors.toSet());
    }
}
