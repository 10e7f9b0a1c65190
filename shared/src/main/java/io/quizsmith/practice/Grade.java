package io.quizsmith.practice;

import io.quizsmith.question.Question;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A learner's answers, and what they are worth. */
public record Grade(List<Line> lines) {

    public Grade {
        lines = List.copyOf(lines);
    }

    /**
     * One question.
     *
     * @param answer {@code A} to {@code D}; empty where the learner left it out
     */
    public record Line(QuestionId id, Question question, Optional<String> answer) {

        public boolean isRight() {
            return answer.equals(Optional.of(question.key()));
        }

        /** A question to which the worker gave no score counts one. */
        public int worth() {
            return Math.max(1, question.score());
        }
    }

    public int right() {
        return (int) lines.stream().filter(Line::isRight).count();
    }

    public int score() {
        return lines.stream().filter(Line::isRight).mapToInt(Line::worth).sum();
    }

    public int maxScore() {
        return lines.stream().mapToInt(Line::worth).sum();
    }

    /** What the answers say of the learner; what was left out says nothing. */
    public Skills skills() {
        var tallies = new HashMap<Skill, Skills.Tally>();
        for (var line : lines) {
            if (line.answer().isPresent()) {
                tallies.merge(
                        Skill.of(line.question()),
                        new Skills.Tally(line.isRight() ? 1 : 0, 1),
                        (one, other) ->
                                new Skills.Tally(
                                        one.right() + other.right(),
                                        one.answered() + other.answered()));
            }
        }
        return new Skills(Map.copyOf(tallies));
    }

    /** The letters by question, as they came. */
    public Map<String, String> answers() {
        var answers = new HashMap<String, String>();
        lines.forEach(
                line -> line.answer().ifPresent(letter -> answers.put("" + line.id(), letter)));
        return answers;
    }
}
