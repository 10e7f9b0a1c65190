package io.quizsmith.worker;

import io.quizsmith.task.Partial;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of POST /generate: the ten fields of the old contract, and ours. */
final class GenerateBody {

    private GenerateBody() {}

    /**
     * The body for a worker that knows the token.
     *
     * @param avoid what a task with a part of its questions has already; the worker is asked for
     *     the missing ones
     * @param callbackUrl ends with a slash
     */
    static Map<String, Object> of(Task task, List<String> avoid, String callbackUrl, String token) {
        QuizRequest request = task.request();
        var body = new LinkedHashMap<String, Object>();
        body.put("user_id", task.user().value());
        int there = task.partial().map(Partial::questions).orElse(0);
        body.put("quiz_size", request.quizSize() - there);
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
        if (task.partial().isPresent()) {
            body.put("avoid", avoid);
        }
        return body;
    }
}
