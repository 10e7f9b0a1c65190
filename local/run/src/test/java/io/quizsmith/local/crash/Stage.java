package io.quizsmith.local.crash;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.local.FunctionResources;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A table and queues that stories are played on, one after the other. Deadlines are short. */
final class Stage {

    static final String TOKEN = "hush-worker-token";

    /** Ends with the tests: it is read and no more. */
    private static final LocalSsm SSM = LocalSsm.with(TOKEN);

    static final Duration TASK_DEADLINE = Duration.ofMinutes(2);
    static final Duration START_DEADLINE = Duration.ofMinutes(4);
    static final int ATTEMPTS = 3;

    private final Stack stack;
    private final Map<String, Map<String, String>> variables = new HashMap<>();

    Stage(Cloud cloud, String name, String workerUrl, Map<String, String> parameters) {
        var all = new HashMap<>(Map.of("MaxPendingPerUser", "0", "MaxTasksPerDay", "0"));
        all.putAll(parameters);
        all.put("WorkerUrl", workerUrl);
        all.put("TaskDeadlineMinutes", String.valueOf(TASK_DEADLINE.toMinutes()));
        all.put("StartDeadlineMinutes", String.valueOf(START_DEADLINE.toMinutes()));
        all.put("MaxAttempts", String.valueOf(ATTEMPTS));
        var template = Template.read(Template.path(), all);
        this.stack = Stack.create(cloud, template, name);
        var physical = new HashMap<>(stack.physical());
        physical.put("ReceiveFunctionUrl.FunctionUrl", "http://127.0.0.1:9/");
        var resources = new FunctionResources(template, physical);
        template.ofType("AWS::Serverless::Function")
                .forEach(
                        function ->
                                variables.put(
                                        function.id(), SSM.addTo(resources.variables(function))));
    }

    Stack stack() {
        return stack;
    }

    /** The environment of a function. */
    Map<String, String> variables(String function) {
        return variables.get(function);
    }

    /** The parameters that a function read of the store so far, on any stage. */
    static Set<String> parametersReadBy(String function) {
        return SSM.readBy(function);
    }

    /** Nothing is there but two users. */
    void clear() {
        var dynamo = stack.cloud().dynamo();
        String table = stack.ref("Table");
        var deletes =
                items().stream()
                        .map(item -> Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                        .map(key -> DeleteRequest.builder().key(key).build())
                        .map(delete -> WriteRequest.builder().deleteRequest(delete).build())
                        .toList();
        for (int from = 0; from < deletes.size(); from += 25) {
            var batch = deletes.subList(from, Math.min(from + 25, deletes.size()));
            dynamo.batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
        }
        for (String queue : List.of("TaskQueue", "DeadLetterQueue")) {
            stack.cloud().sqs().purgeQueue(purge -> purge.queueUrl(stack.ref(queue)));
        }
        var users = new UserTable(dynamo, table);
        for (long user = 1; user <= 2; user++) {
            var id = new UserId(user);
            var name = "hush-learner" + user;
            var email = "hush" + user + "@example.com";
            users.put(
                    new User(
                            id,
                            name,
                            email,
                            "Hush",
                            "Advanced",
                            "",
                            "hush",
                            "",
                            OptionalInt.empty()));
        }
    }

    /** All that the table holds. */
    List<Map<String, AttributeValue>> items() {
        return stack
                .cloud()
                .dynamo()
                .scanPaginator(scan -> scan.tableName(stack.ref("Table")).consistentRead(true))
                .items()
                .stream()
                .toList();
    }
}
