package io.quizsmith.question;

import java.util.ArrayList;
import java.util.List;

/** What a worker delivered: the questions that can be used, and why the others cannot. */
public record Quiz(List<Question> questions, List<Rejected> rejected) {

    /** No quiz has more; what comes after is rejected. */
    public static final int MAX_QUESTIONS = 500;

    /** The question at {@code index} (from 0) of the delivery cannot be used. */
    public record Rejected(int index, List<String> reasons) {
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }

    public Quiz {
        questions = List.copyOf(questions);
        rejected = List.copyOf(rejected);
    }

    /** Reads the {@code questions} of a worker's answer. */
    public static Quiz parse(List<?> json) {
        var questions = new ArrayList<Question>();
        var rejected = new ArrayList<Rejected>();
        for (int i = 0; i < json.size(); i++) {
            switch (QuestionForm.parse(json.get(i))) {
                case QuestionForm.Malformed(var reasons) -> rejected.add(new Rejected(i, reasons));
                case QuestionForm.WellFormed(var question) -> {
                    if (questions.size() < MAX_QUESTIONS) {
                        questions.add(question);
                    } else {
                        rejected.add(
                                new Rejected(
                                        i, List.of("more than " + MAX_QUESTIONS + " questions")));
                    }
                }
            }
        }
        return new Quiz(questions, rejected);
    }
}
