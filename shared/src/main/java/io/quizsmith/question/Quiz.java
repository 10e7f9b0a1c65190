package io.quizsmith.question;

import java.util.ArrayList;
import java.util.List;

/**
 * What a worker delivered: the questions that can be used, and why the others cannot.
 *
 * @param places where in the delivery, from 0, each of the questions stood
 * @param rejections of what is malformed
 */
public record Quiz(List<Question> questions, List<Integer> places, Rejections rejections) {

    /** No quiz has more; what comes after is rejected. */
    public static final int MAX_QUESTIONS = 500;

    /** What its questions may take in the answer that serves them: Lambda takes one of 6 MB. */
    private static final int MAX_BYTES = 6_000_000;

    public Quiz {
        questions = List.copyOf(questions);
        places = List.copyOf(places);
    }

    /** How many questions came, good or bad. */
    public int received() {
        return questions.size() + rejections.count();
    }

    /**
     * These questions behind those that were there before, as far as a quiz has room for them. The
     * former ones count as places behind the delivery.
     */
    public Quiz after(List<Question> former) {
        if (former.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(former);
        var allPlaces = new ArrayList<Integer>();
        for (int i = 0; i < former.size(); i++) {
            allPlaces.add(received() + i);
        }
        int bytes = former.stream().mapToInt(Question::bytesServed).sum();
        for (int i = 0; i < questions.size() && all.size() < MAX_QUESTIONS; i++) {
            bytes += questions.get(i).bytesServed();
            if (bytes > MAX_BYTES) {
                break;
            }
            all.add(questions.get(i));
            allPlaces.add(places.get(i));
        }
        return new Quiz(all, allPlaces, rejections);
    }

    /** As if the last ones had not come. */
    public Quiz withoutLast(int count) {
        int rest = questions.size() - count;
        return new Quiz(questions.subList(0, rest), places.subList(0, rest), rejections);
    }

    /** Reads the {@code questions} of a worker's answer. */
    public static Quiz parse(List<?> json) {
        var questions = new ArrayList<Question>();
        var places = new ArrayList<Integer>();
        var rejected = new Rejections.Found();
        int bytes = 0;
        for (int i = 0; i < json.size(); i++) {
            switch (QuestionForm.parse(json.get(i))) {
                case QuestionForm.Malformed(var reasons) -> rejected.add(i, reasons);
                case QuestionForm.WellFormed(var question) -> {
                    int more = question.bytesServed();
                    if (questions.size() == MAX_QUESTIONS) {
                        rejected.add(i, List.of("more than " + MAX_QUESTIONS + " questions"));
                    } else if (bytes + more > MAX_BYTES) {
                        rejected.add(i, List.of("more than 6 MB of questions"));
                    } else {
                        bytes += more;
                        questions.add(question);
                        places.add(i);
                    }
                }
            }
        }
        return new Quiz(questions, places, rejected.all());
    }
}
