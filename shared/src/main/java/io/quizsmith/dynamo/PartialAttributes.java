package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.Partial;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;

/** What a task has of its quiz while the worker is asked for the rest, as a part of its item. */
final class PartialAttributes {

    private static final String RESULT = "result";
    private static final String QUESTIONS = "questions";
    private static final String ROUNDS = "rounds";
    private static final String DELIVERIES = "deliveries";

    private PartialAttributes() {}

    static AttributeValue of(Partial partial) {
        return AttributeValue.fromM(
                Map.of(
                        RESULT, text(partial.result()),
                        QUESTIONS, number(partial.questions()),
                        ROUNDS, number(partial.rounds()),
                        DELIVERIES,
                                AttributeValue.fromL(
                                        partial.deliveries().stream()
                                                .map(Attributes::text)
                                                .toList())));
    }

    static Partial toPartial(Map<String, AttributeValue> attributes) {
        return new Partial(
                text(attributes, RESULT),
                (int) number(attributes, QUESTIONS),
                (int) number(attributes, ROUNDS),
                attributes.get(DELIVERIES).l().stream().map(AttributeValue::s).toList());
    }
}
