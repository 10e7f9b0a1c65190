package io.quizsmith.sampleworker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One test item, in the form in which a worker sends it. */
record Item(
        String sentence,
        Map<String, String> options,
        @JsonProperty("correct_answer") String correctAnswer,
        String explanation,
        String type,
        String difficulty,
        int score,
        String context,
        String directive,
        String category) {

    static final List<String> LETTERS = List.of("A", "B", "C", "D");

    /** The same item with its options in another order. */
    Item shuffled(Random random) {
        String key = options.get(correctAnswer);
        var texts = new ArrayList<>(options.values());
        Collections.shuffle(texts, random);
        var shuffled = new LinkedHashMap<String, String>();
        for (int i = 0; i < LETTERS.size(); i++) {
            shuffled.put(LETTERS.get(i), texts.get(i));
        }
        return new Item(
                sentence,
                shuffled,
                LETTERS.get(texts.indexOf(key)),
                explanation,
                type,
                difficulty,
                score,
                context,
                directive,
                category);
    }

    ObjectNode toJson() {
        return Json.MAPPER.valueToTree(this);
    }
}
