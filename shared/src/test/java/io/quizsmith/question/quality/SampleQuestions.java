package io.quizsmith.question.quality;

import io.quizsmith.question.Question;
import io.quizsmith.question.Quiz;
import io.quizsmith.question.Rejections;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Questions for tests that care for their form more than for their words. */
final class SampleQuestions {

    private static final List<String> EXPLANATIONS =
            List.of(
                    "The verb agrees with its subject, so the others are out.",
                    "Option %s agrees with the subject of the sentence.",
                    "%s is correct, because the verb agrees with its subject.",
                    "Look at the subject: (%s) does not agree with it.",
                    "With A: 'yes', and with B: 'no', so ask for what is left.");

    private SampleQuestions() {}

    /** A quiz as a careless worker makes it: its keys are mostly B. */
    static Quiz quiz(Random random) {
        int size = 1 + random.nextInt(25);
        var questions = IntStream.range(0, size).mapToObj(i -> question(i, random)).toList();
        return quiz(questions);
    }

    static Quiz quiz(List<Question> questions) {
        var places = IntStream.range(0, questions.size()).boxed().toList();
        return new Quiz(questions, places, Rejections.NONE);
    }

    private static Question question(int i, Random random) {
        String key = random.nextInt(10) < 6 ? "B" : Question.LETTERS.get(random.nextInt(4));
        var options = new ArrayList<String>();
        int kind = random.nextInt(10);
        for (String letter : Question.LETTERS) {
            String word =
                    letter.toLowerCase(Locale.ROOT) + Integer.toString(random.nextInt(9000), 36);
            options.add(kind == 0 ? (1 + options.size() * 7 + random.nextInt(7)) + " km" : word);
        }
        if (kind == 1) {
            options.set(3, "All of the above");
        }
        String explanation = EXPLANATIONS.get(random.nextInt(EXPLANATIONS.size())).formatted(key);
        return question(
                "Sentence " + i + " _____ " + random.nextInt() + ".", options, key, explanation);
    }

    static Question question(String stem, List<String> options, String key, String explanation) {
        return new Question(stem, "", options, key, explanation, "grammar", "beginner", 1, "", "");
    }

    static Question question(String stem, String key, String... others) {
        var options = new ArrayList<>(List.of(others));
        options.addFirst(key);
        return question(stem, options, "A", "It is so because of the rule for such verbs.");
    }
}
