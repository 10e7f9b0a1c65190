package io.quizsmith.question.quality;

import io.quizsmith.question.Question;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Where the keys of a quiz stand: each letter is right as often as any other, give or take one. The
 * order depends on the quiz and a seed alone, not on the order in which the options came.
 *
 * <p>Numbers stand in their order, and options stay in theirs where a text may name them by their
 * letters; the others make up for it as far as they can.
 */
final class KeyPositions {

    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?");

    private KeyPositions() {}

    static List<Question> balanced(List<Question> questions, String seed) {
        var random = new Random(seedOf(seed));
        var ordered = questions.stream().map(KeyPositions::inOrder).toList();
        var free = ordered.stream().map(KeyPositions::isFree).toList();
        var slots = slots(ordered, free, random);
        var balanced = new ArrayList<Question>();
        for (int i = 0; i < ordered.size(); i++) {
            var question = ordered.get(i);
            balanced.add(free.get(i) ? placed(question, slots.removeFirst(), random) : question);
        }
        return balanced;
    }

    /** Whether the question's options may stand in any order. */
    static boolean isFree(Question question) {
        return numbers(question.options()).isEmpty() && !isBound(question);
    }

    /**
     * Whether the options must stay as they are; of two that are the same nobody knows which is
     * right.
     */
    private static boolean isBound(Question question) {
        return Letters.bind(question)
                || question.options().stream().distinct().count() < question.options().size();
    }

    /** The letters for the questions that are free: always one that is right least often so far. */
    private static List<String> slots(List<Question> questions, List<Boolean> free, Random random) {
        int[] count = new int[Question.LETTERS.size()];
        for (int i = 0; i < questions.size(); i++) {
            if (!free.get(i)) {
                count[questions.get(i).keyPlace()]++;
            }
        }
        int needed = Collections.frequency(free, true);
        var letters = new ArrayList<>(Question.LETTERS);
        Collections.shuffle(letters, random);
        var slots = new ArrayList<String>();
        for (int i = 0; i < needed; i++) {
            String letter =
                    Collections.min(
                            letters,
                            Comparator.comparingInt(each -> count[Question.LETTERS.indexOf(each)]));
            count[Question.LETTERS.indexOf(letter)]++;
            slots.add(letter);
        }
        Collections.shuffle(slots, random);
        return slots;
    }

    private static Question placed(Question question, String letter, Random random) {
        var distractors = question.distractors();
        Collections.sort(distractors);
        Collections.shuffle(distractors, random);
        var options = new ArrayList<>(distractors);
        options.add(Question.LETTERS.indexOf(letter), question.keyText());
        return reordered(question, options);
    }

    /** Numbers from the least to the greatest. */
    private static Question inOrder(Question question) {
        var numbers = numbers(question.options());
        if (numbers.isEmpty() || isBound(question)) {
            return question;
        }
        var options = new ArrayList<>(question.options());
        options.sort(
                Comparator.comparing(
                        option -> numbers.get().get(question.options().indexOf(option))));
        return reordered(question, options);
    }

    /** The same question; no two of its options are the same. */
    private static Question reordered(Question question, List<String> options) {
        String key = Question.LETTERS.get(options.indexOf(question.keyText()));
        String explanation =
                Letters.moved(
                        question.explanation(),
                        letter -> {
                            int before = Question.LETTERS.indexOf(letter);
                            int now = options.indexOf(question.options().get(before));
                            return Question.LETTERS.get(now);
                        });
        return question.with(options, key, explanation);
    }

    /** The options as numbers, where they all are, with the same text around each. */
    private static Optional<List<BigDecimal>> numbers(List<String> options) {
        var numbers = new ArrayList<BigDecimal>();
        String around = "";
        for (String option : options) {
            var matcher = NUMBER.matcher(option);
            if (!matcher.find()) {
                return Optional.empty();
            }
            String rest =
                    option.substring(0, matcher.start()) + "#" + option.substring(matcher.end());
            if (rest.matches("(?s).*\\d.*") || (!around.isEmpty() && !around.equals(rest))) {
                return Optional.empty();
            }
            around = rest;
            numbers.add(new BigDecimal(matcher.group().replace(",", "")));
        }
        return Optional.of(numbers);
    }

    /** FNV-1a, 64 bits. */
    private static long seedOf(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
