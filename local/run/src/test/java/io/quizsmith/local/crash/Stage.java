package io.quizsmith.local.crash;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.local.FunctionResources;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.time.Duration;
import java.util.ArrayList;
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

    private final Time time;
    private final Stack stack;
    private final Map<String, Map<String, String>> variables = new HashMap<>();
    private final List<Map<String, AttributeValue>> users;

    Stage(Time time, String name, String workerUrl, Map<String, String> parameters) {
        this.time = time;
        var all = new HashMap<>(Map.of("MaxPendingPerUser", "0", "MaxTasksPerDay", "0"));
        all.putAll(parameters);
        all.put("WorkerUrl", workerUrl);
        all.put("TaskDeadlineMinutes", String.valueOf(TASK_DEADLINE.toMinutes()));
        all.put("StartDeadlineMinutes", String.valueOf(START_DEADLINE.toMinutes()));
        all.put("MaxAttempts", String.valueOf(ATTEMPTS));
        var template = Template.read(Template.path(), all);
        this.stack = Stack.create(time.cloud(), template, name);
        var physical = new HashMap<>(stack.physical());
        physical.put("ReceiveFunctionUrl.FunctionUrl", "http://127.0.0.1:9/");
        var resources = new FunctionResources(template, physical);
        template.ofType("AWS::Serverless::Function")
                .forEach(
                        function ->
                                variables.put(
                                        function.id(), SSM.addTo(resources.variables(function))));
        putUsers(stack);
        this.users = items();
    }

    Time time() {
        return time;
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

    private static void putUsers(Stack stack) {
        var users = new UserTable(stack.cloud().dynamo(), stack.ref("Table"));
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

    /** Nothing is there but two users, as they were at first. */
    void clear() {
        var there = items();
        var writes = new ArrayList<WriteRequest>();
        for (var item : there) {
            if (users.stream().noneMatch(user -> key(user).equals(key(item)))) {
                writes.add(WriteRequest.builder().deleteRequest(it -> it.key(key(item))).build());
            }
        }
        for (var user : users) {
            if (!there.contains(user)) {
                writes.add(WriteRequest.builder().putRequest(it -> it.item(user)).build());
            }
        }
        String table = stack.ref("Table");
        for (int from = 0; from < writes.size(); from += 25) {
            var batch = writes.subList(from, Math.min(from + 25, writes.size()));
            stack.cloud()
                    .dynamo()
                    .batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
        }
        for (String queue : List.of("TaskQueue", "DeadLetterQueue")) {
            stack.cloud().sqs().purgeQueue(purge -> purge.queueUrl(stack.ref(queue)));
        }
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        return Map.of("pk", item.get("pk"), "sk", item.get("sk"));
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
