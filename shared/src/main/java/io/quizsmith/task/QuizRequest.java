package io.quizsmith.task;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a quiz is asked to be, every default filled in. Text that is not known is {@code ""}.
 *
 * @param quizSize 1 to 100 questions
 * @param motivationLevel 1 to 10, where the client gave it
 */
public record QuizRequest(
        int quizSize,
        String declaredLevel,
        String profession,
        String goals,
        List<String> preferredTopics,
        List<String> weakSkills,
        String extraInstructions,
        String studyFrequency,
        OptionalInt motivationLevel) {

    public static final int MIN_SIZE = 1;
    public static final int MAX_SIZE = 100;

    public QuizRequest {
        if (quizSize < MIN_SIZE || quizSize > MAX_SIZE) {
            throw new IllegalArgumentException("quiz size " + quizSize);
        }
        preferredTopics = List.copyOf(preferredTopics);
        weakSkills = List.copyOf(weakSkills);
    }
}
