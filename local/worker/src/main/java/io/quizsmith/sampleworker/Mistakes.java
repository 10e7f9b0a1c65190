package io.quizsmith.sampleworker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.List;
import java.util.function.UnaryOperator;

/** What a language model gets wrong in a question, so that nobody can use it. */
final class Mistakes {

    private static final List<UnaryOperator<JsonNode>> KINDS =
            List.of(
                    Mistakes::threeOptions,
                    Mistakes::keyOutsideTheOptions,
                    Mistakes::keyAsItsText,
                    Mistakes::optionsAsList,
                    Mistakes::noKey,
                    Mistakes::blankOption,
                    Mistakes::noStem,
                    Mistakes::twoKeys,
                    Mistakes::fiveOptions,
                    Mistakes::questionAsText);

    private Mistakes() {}

    /** Another kind for each of ten questions in a row. */
    static JsonNode in(ObjectNode question, int index) {
        return KINDS.get(index % KINDS.size()).apply(question.deepCopy());
    }

    private static JsonNode threeOptions(JsonNode question) {
        options(question).remove("D");
        return question;
    }

    private static JsonNode keyOutsideTheOptions(JsonNode question) {
        return ((ObjectNode) question).put("correct_answer", "E");
    }

    private static JsonNode keyAsItsText(JsonNode question) {
        String letter = question.path("correct_answer").asText();
        return ((ObjectNode) question).set("correct_answer", question.path("options").path(letter));
    }

    private static JsonNode optionsAsList(JsonNode question) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        question.path("options").forEach(list::add);
        return ((ObjectNode) question).set("options", list);
    }

    private static JsonNode noKey(JsonNode question) {
        return ((ObjectNode) question).putNull("correct_answer");
    }

    private static JsonNode blankOption(JsonNode question) {
        options(question).put("C", "");
        return question;
    }

    private static JsonNode noStem(JsonNode question) {
        return ((ObjectNode) question).put("sentence", "").put("directive", "");
    }

    private static JsonNode twoKeys(JsonNode question) {
        return ((ObjectNode) question).put("correct_answer", "B or C");
    }

    private static JsonNode fiveOptions(JsonNode question) {
        options(question).put("E", "All of the above");
        return question;
    }

    private static JsonNode questionAsText(JsonNode question) {
        return TextNode.valueOf("```json\n" + question + "\n```");
    }

    private static ObjectNode options(JsonNode question) {
        return (ObjectNode) question.path("options");
    }
}
