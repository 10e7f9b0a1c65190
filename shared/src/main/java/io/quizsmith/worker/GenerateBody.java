package io.quizsmith.worker;

import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;

import java.util.LinkedHashMap;
import java.util.Map;

/** The body of POST /generate: the ten fields of the old contract, and three of ours. */
final class GenerateBody {

    private GenerateBody() {}

    /**
     * The body for a worker that knows the token.
     *
     * @param callbackUrl ends with a slash
     */
    static Map<String, Object> of(Task task, String callbackUrl, String token) {
        QuizRequest request = task.request();
        var body = new LinkedHashMap<String, Object>();
        body.put("user_id", task.user().value());
        body.put("quiz_size", request.quizSize());
        body.put("declared_level", request.declaredLevel());
        body.put("goals", request.goals());
        body.put("profession", request.profession());
        body.put("preferred_topics", request.preferredTopics());
        body.put("weak_skills", request.weakSkills());
        body.put("extra_instructions", request.extraInstructions());
        body.put("study_frequency", request.studyFrequency());
        body.put(
                "motivation_level",
                request.motivationLevel().isPresent()
                        ? request.motivationLevel().getAsInt()
                        : null);
        body.put("task_id", task.id().value());
        body.put("attempt", task.attempt());
        body.put("callback_url", callbackUrl + "?" + CallbackAddress.query(task, token));
        return body;
    }
}
