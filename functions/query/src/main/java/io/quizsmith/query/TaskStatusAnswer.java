package io.quizsmith.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;

import io.quizsmith.caller.Caller;
import io.quizsmith.dynamo.Forecasts;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.http.RetryAfter;
import io.quizsmith.http.TaskView;
import io.quizsmith.json.Checksum;
import io.quizsmith.json.Json;
import io.quizsmith.rollup.Eta;
import io.quizsmith.task.Task;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Optional;

/**
 * GET /api/ai/tasks/<task_id>/, which clients ask more often than all the rest together: answered
 * without JAX-RS, which would take twice what the read takes.
 */
final class TaskStatusAnswer {

    private static final String NO_ETA = "null}";

    private final VisibleTasks tasks;
    private final Forecasts forecasts;
    private final Waiting waiting;

    TaskStatusAnswer(VisibleTasks tasks, Forecasts forecasts, Waiting waiting) {
        this.tasks = tasks;
        this.forecasts = forecasts;
        this.waiting = waiting;
    }

    /**
     * @param id as it was sent
     * @param context of the invocation, which says how much time there is
     */
    record Asked(String id, Request request, Caller caller, Context context) {

        /** Names the states that the client knows, {@code ""} where it does not say. */
        private String known() {
            return request.header("if-none-match");
        }
    }

    /**
     * A task as it is told, but for what changes by the clock alone.
     *
     * @param tag names it
     */
    private record State(Task task, String json, String tag) {

        private static State of(Task task) {
            byte[] json = Json.bytes(TaskView.of(task));
            return new State(task, new String(json, UTF_8), "\"" + Checksum.of(json) + "\"");
        }

        private boolean isKnown(Asked asked) {
            return EntityTags.match(asked.known(), tag);
        }

        /** The same with the estimate in place of none, which is the last field. */
        private String with(Eta eta) {
            int end = json.length() - NO_ETA.length();
            return json.substring(0, end) + Json.write(TaskView.of(eta)) + "}";
        }

        /** Whether somebody who would rather wait is to be told: what has ended stays as it is. */
        private boolean isNews(Asked asked) {
            return !task.status().isPending() || !(asked.known().isEmpty() || isKnown(asked));
        }
    }

    void answer(Asked asked, OutputStream output) throws IOException {
        Optional<State> state = find(asked);
        if (state.isEmpty()) {
            Problem.notFound(asked.request().id(), "Task not found").write(output, asked.request());
            return;
        }
        String prefer = asked.request().header("prefer");
        int seconds = prefer.isEmpty() ? 0 : waiting.seconds(prefer, asked.context());
        if (seconds == 0) {
            answer(state.get(), Optional.empty(), asked, output);
        } else {
            answer(news(state.get(), seconds, asked), Optional.of(seconds), asked, output);
        }
    }

    private Optional<State> find(Asked asked) {
        return tasks.find(asked.id(), asked.caller()).map(State::of);
    }

    private State news(State first, int seconds, Asked asked) {
        State state = first;
        var wait = waiting.begin(seconds);
        while (!state.isNews(asked) && wait.isWorthwhile()) {
            wait.pause(forecasts.eta(state.task()));
            state = find(asked).orElse(state);
        }
        return state;
    }

    /** The tag is a weak one where an estimate comes along that is not part of what it names. */
    private void answer(State state, Optional<Integer> waited, Asked asked, OutputStream output)
            throws IOException {
        Optional<Eta> eta = forecasts.eta(state.task());
        var headers = new HashMap<String, String>();
        headers.put("ETag", eta.isEmpty() ? state.tag() : "W/" + state.tag());
        headers.put("Cache-Control", "private, no-cache");
        RetryAfter.of(state.task(), eta)
                .ifPresent(seconds -> headers.put(RetryAfter.HEADER, seconds));
        waited.ifPresent(seconds -> headers.put("Preference-Applied", "wait=" + seconds));
        var request = asked.request();
        if (state.isKnown(asked)) {
            Answer.write(output, request, 304, headers, "", false);
        } else {
            headers.put("Content-Type", "application/json");
            String body = eta.map(state::with).orElse(state.json());
            Answer.write(output, request, 200, headers, body, false);
        }
    }
}
