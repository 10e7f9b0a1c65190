package io.quizsmith.local.packaged;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.local.FunctionResources;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.local.SampleUsers;
import io.quizsmith.question.Quality;
import io.quizsmith.question.Question;
import io.quizsmith.sampleworker.Fault;
import io.quizsmith.sampleworker.SampleWorker;
import io.quizsmith.sampleworker.Settings;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The surroundings that the sample events suppose. */
public final class SampleState {

    private static final String TOKEN = "sample-worker-token";
    private static final Limits LIMITS =
            new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));

    private SampleState() {}

    public static SampleWorker worker() {
        return SampleWorker.start(
                new Settings(
                        0,
                        TOKEN,
                        Duration.ofMillis(1),
                        Fault.SILENT,
                        Optional.of(URI.create("http://127.0.0.1:9/"))));
    }

    public static LocalSsm ssm() {
        return LocalSsm.with(TOKEN);
    }

    public static FunctionResources functions(Stack stack, SampleWorker worker) {
        var physical = new HashMap<>(stack.physical());
        physical.put("ReceiveFunctionUrl.FunctionUrl", "http://127.0.0.1:9/");
        var parameters = Map.of("WorkerUrl", worker.uri().toString());
        return new FunctionResources(Template.read(Template.path(), parameters), physical);
    }

    public static void write(Stack stack) {
        var dynamo = stack.cloud().dynamo();
        var users = new UserTable(dynamo, stack.ref("Table"));
        SampleUsers.all().forEach(users::put);
        var tasks = new TaskTable(dynamo, stack.ref("Table"), new Shards(4));
        Task completed = queued(1);
        Instant created = completed.createdAt();
        var result = new ResultTable.Payload("sample", new byte[] {'{', '}'}, 201, "{}", created);
        new ResultTable(dynamo, stack.ref("Table"))
                .save(completed.id(), "sample", List.of(question()), result);
        tasks.create(
                completed
                        .handedOver("", created.plusSeconds(5), created.plusSeconds(900))
                        .completed("sample", quality(), "", created.plusSeconds(600)));
        tasks.create(queued(2));
        tasks.create(queued(3));
    }

    private static Task queued(long user) {
        var id = new TaskId("task-" + user + "-1674470400000");
        var request =
                new QuizRequest(
                        10,
                        "Advanced",
                        "",
                        "job",
                        List.of(),
                        List.of(),
                        "",
                        "",
                        OptionalInt.empty());
        return Task.queued(
                id,
                new UserId(user),
                "learner" + user,
                request,
                LIMITS.at(Instant.ofEpochMilli(1674470400000L)));
    }

    private static Quality quality() {
        return new Quality(10, 1, 1, 0, List.of(), List.of(), Set.of(), 100);
    }

    private static Question question() {
        return new Question(
                "In a code review, it is better to ask than _____.",
                "",
                List.of("assume", "to assume", "assuming", "assumed"),
                "B",
                "Both sides of the comparison take the same form, here the infinitive with to.",
                "sentence_completion",
                "advanced",
                1,
                "coding",
                "");
    }
}
