package io.quizsmith.question.quality;

import static java.util.stream.Collectors.toMap;

import io.quizsmith.json.Json;
import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;
import io.quizsmith.question.Quiz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A question written for this project, and what a careful person finds wrong with it.
 *
 * @param after the question before it in the quiz
 * @param seen one that the user was asked of late
 * @param note why it is hard to judge
 */
record Labelled(
        String id,
        Object question,
        Set<Flaw> labels,
        Optional<String> after,
        Optional<String> seen,
        String note) {

    private static final Map<String, Labelled> ALL =
            read().stream().collect(toMap(Labelled::id, Function.identity()));

    static List<Labelled> all() {
        return read();
    }

    /** What the rules find wrong with it. */
    Set<Flaw> found() {
        var before = after.map(id -> List.of(ALL.get(id).question())).orElse(List.of());
        var quiz = Quiz.parse(Stream.concat(before.stream(), Stream.of(question)).toList());
        var recent =
                seen.map(id -> Recent.NONE.with("task-1-1", ALL.get(id).parsed()))
                        .orElse(Recent.NONE);
        var inspected =
                new InspectQuiz(Switches.all(Mode.REPORT))
                        .inspect(quiz, new InspectQuiz.Purpose("task-1-2", 1, recent));
        return quiz.questions().size() > before.size()
                ? inspected.accepted().getLast().flags()
                : inspected.quality().rejected().getLast().flaws();
    }

    List<Question> parsed() {
        return Quiz.parse(List.of(question)).questions();
    }

    private static List<Labelled> read() {
        try (var text = Labelled.class.getResourceAsStream("labelled.json")) {
            return Json.list(text.readAllBytes()).stream()
                    .map(item -> of((Map<?, ?>) item))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Labelled of(Map<?, ?> item) {
        var labels = EnumSet.noneOf(Flaw.class);
        ((List<?>) item.get("labels")).forEach(label -> labels.add(Flaw.valueOf((String) label)));
        return new Labelled(
                (String) item.get("id"),
                item.get("question"),
                labels,
                Optional.ofNullable((String) item.get("after")),
                Optional.ofNullable((String) item.get("seen")),
                Optional.ofNullable((String) item.get("note")).orElse(""));
    }

    /** How it asks. */
    String text() {
        var fields = (Map<?, ?>) question;
        String sentence = (String) fields.get("sentence");
        return sentence == null || sentence.isEmpty()
                ? String.valueOf(fields.get("directive"))
                : sentence;
    }
}
