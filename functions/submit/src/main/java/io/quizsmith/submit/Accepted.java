package io.quizsmith.submit;

import io.quizsmith.dynamo.Forecasts;
import io.quizsmith.http.Answer;
import io.quizsmith.http.RetryAfter;
import io.quizsmith.http.TaskView;
import io.quizsmith.task.Task;

/** What a client is told whose task is queued now. */
final class Accepted {

    private final Forecasts forecasts;

    Accepted(Forecasts forecasts) {
        this.forecasts = forecasts;
    }

    Answer answer(Task task) {
        var answer =
                Answer.json(202, TaskView.queued(task)).with("Location", TaskView.location(task));
        return RetryAfter.hint(answer, task, forecasts.eta(task));
    }
}
