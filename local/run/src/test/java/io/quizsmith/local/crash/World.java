package io.quizsmith.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Stack;
import io.quizsmith.dispatch.DispatchHandler;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.local.LocalFunction;
import io.quizsmith.local.crash.Story.What;
import io.quizsmith.local.crash.Story.Wish;
import io.quizsmith.receive.ReceiveHandler;
import io.quizsmith.submit.SubmitHandler;
import io.quizsmith.sweep.SweepHandler;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A story being played on a stack of its own: the real functions, a client, a worker, Lambda's
 * polling and schedule, and time, which passes when everybody has done what there is to do.
 */
final class World {

    private static final Map<String, ?> OPERATOR =
            Map.of("jwt", Map.of("claims", Map.of("cognito:groups", "[operators]")));

    private static final Duration STEP = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int CALLBACK_TRIES = 6;
    private static final Instant FAR = Instant.parse("2999-12-31T00:00:00Z");

    private final Story story;
    private final Sabotage sabotage;
    private final Map<String, FunctionProcess> processes;
    private final ScriptedWorker worker;
    private final Cloud cloud;
    private final Stage stage;
    private final Map<String, LocalFunction> functions = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final PriorityQueue<Callback> callbacks =
            new PriorityQueue<>(Comparator.comparing(Callback::at));
    private int eventsDone;
    private Instant accepted = FAR;

    /** A task as its client sees it. */
    private static final class Asked {
        private final int number;
        private final Wish wish;
        private String id = "";

        private Asked(int number, Wish wish) {
            this.number = number;
            this.wish = wish;
        }
    }

    private record Callback(Instant at, URI url, Map<String, Object> body, int tries) {}

    World(
            Story story,
            Sabotage sabotage,
            Map<String, FunctionProcess> processes,
            ScriptedWorker worker,
            Stage stage) {
        this.story = story;
        this.sabotage = sabotage;
        this.processes = processes;
        this.worker = worker;
        this.stage = stage;
        this.cloud = stage.stack().cloud();
        for (var wish : story.wishes()) {
            asked.add(new Asked(asked.size(), wish));
        }
        processes.values().forEach(process -> process.start(sabotage));
        worker.begin(this);
    }

    Instant now() {
        return stage.time().now();
    }

    Story story() {
        return story;
    }

    Stack stack() {
        return stage.stack();
    }

    List<Map<String, AttributeValue>> items() {
        return stage.items();
    }

    FunctionProcess process(String function) {
        return processes.get(function);
    }

    /** The wish that a task's instructions name. */
    Wish wish(String instructions) {
        return story.wishes().get(Integer.parseInt(instructions.split(" ", 2)[0]));
    }

    /** What the client of a wish tells the worker, and nobody else. */
    static String instructions(int wish) {
        return wish + " and hush";
    }

    /** The ids that clients were given with a 202. */
    Set<String> promised() {
        var ids = new HashSet<String>();
        asked.forEach(each -> ids.add(each.id));
        return ids;
    }

    /** The stems of everything usable that the worker made for the task, by delivery. */
    List<List<String>> made(String task) {
        return worker.made(task);
    }

    /** What the functions said. */
    List<String> log() {
        return log;
    }

    /** Plays the story to its end; false where it has none within an hour. */
    boolean play() {
        Instant begin = now();
        Instant nextSweep = begin.plus(Duration.ofMinutes(1));
        var state = new State(this);
        while (now().isBefore(begin.plus(LONGEST))) {
            clients();
            callBack();
            poll();
            stage.time().pass(STEP);
            if (!now().isBefore(nextSweep)) {
                if (isOver() && state.isAtRest()) {
                    return true;
                }
                nextSweep = nextSweep.plus(Duration.ofMinutes(1));
                invoke("SweepFunction", Map.of());
            }
        }
        return false;
    }

    private boolean isOver() {
        return !accepted.equals(FAR) && eventsDone == story.events().size() && callbacks.isEmpty();
    }

    private void clients() {
        events();
        for (var each : asked) {
            if (each.id.isEmpty()) {
                each.id = submit(each);
            }
        }
        if (accepted.equals(FAR) && asked.stream().noneMatch(each -> each.id.isEmpty())) {
            accepted = now();
        }
        events();
    }

    private void events() {
        while (eventsDone < story.events().size()) {
            var event = story.events().get(eventsDone);
            boolean itsTime =
                    event.second() < 0 || now().isAfter(accepted.plusSeconds(event.second()));
            if (!itsTime || !happens(event.what())) {
                return;
            }
            eventsDone++;
        }
    }

    /** The id of the task, {@code ""} where there was no 202. */
    private String submit(Asked each) {
        var body =
                Map.of(
                        "user_id",
                        each.wish.user(),
                        "quiz_size",
                        3,
                        "extra_instructions",
                        instructions(each.number));
        var answer =
                http(
                        "SubmitFunction",
                        URI.create("http://127.0.0.1:9/api/ai/generate/"),
                        Json.write(body),
                        each.wish.key() ? "hush-key-" + each.number : "");
        return answer.status == 202 ? answer.body.get("task_id").toString() : "";
    }

    /** Whether it has happened; otherwise it is tried again. */
    private boolean happens(What what) {
        switch (what) {
            case WORKER_DOWN -> worker.setDown(true);
            case WORKER_UP -> worker.setDown(false);
            case JUNK_MESSAGE ->
                    cloud.sqs()
                            .sendMessage(
                                    send ->
                                            send.queueUrl(stage.stack().ref("TaskQueue"))
                                                    .messageBody("no task: hush")
                                                    .messageGroupId("junk"));
            case CANCEL, RETRY -> {
                String verb = what == What.CANCEL ? "cancel/" : "retry/";
                var uri =
                        URI.create(
                                "http://127.0.0.1:9/api/ai/tasks/"
                                        + asked.getFirst().id
                                        + "/"
                                        + verb);
                int status = http("SubmitFunction", uri, "", "").status;
                return (status >= 200 && status < 300) || status == 409;
            }
        }
        return true;
    }

    synchronized void callBackLater(URI url, Map<String, Object> body, Instant at) {
        callbacks.add(new Callback(at, url, body, 1));
    }

    /** Calls back now; where that does not work, later again. */
    void callBack(URI url, Map<String, Object> body) {
        callBack(new Callback(now(), url, body, 1));
    }

    private void callBack() {
        while (true) {
            Callback next;
            synchronized (this) {
                if (callbacks.isEmpty() || callbacks.peek().at().isAfter(now())) {
                    return;
                }
                next = callbacks.poll();
            }
            callBack(next);
        }
    }

    private void callBack(Callback callback) {
        int status = http("ReceiveFunction", callback.url, Json.write(callback.body), "").status;
        if (status >= 500 && callback.tries < CALLBACK_TRIES) {
            Instant again = now().plus(Duration.ofSeconds(15));
            synchronized (this) {
                callbacks.add(new Callback(again, callback.url, callback.body, callback.tries + 1));
            }
        }
    }

    /** Lambda's event source mapping, until there is nothing more to receive. */
    private void poll() {
        String queue = stage.stack().ref("TaskQueue");
        while (true) {
            List<Message> batch =
                    cloud.sqs()
                            .receiveMessage(
                                    receive ->
                                            receive.queueUrl(queue)
                                                    .maxNumberOfMessages(10)
                                                    .waitTimeSeconds(0)
                                                    .messageSystemAttributeNames(
                                                            MessageSystemAttributeName.ALL))
                            .messages();
            if (batch.isEmpty()) {
                return;
            }
            var records = batch.stream().map(World::record).toList();
            Set<String> back =
                    comeBack(batch, invoke("DispatchFunction", Map.of("Records", records)));
            var done =
                    batch.stream()
                            .filter(message -> !back.contains(message.messageId()))
                            .map(
                                    message ->
                                            DeleteMessageBatchRequestEntry.builder()
                                                    .id(message.messageId())
                                                    .receiptHandle(message.receiptHandle())
                                                    .build())
                            .toList();
            if (!done.isEmpty()) {
                cloud.sqs().deleteMessageBatch(delete -> delete.queueUrl(queue).entries(done));
            }
        }
    }

    private static Map<String, Object> record(Message message) {
        return Map.of(
                "messageId", message.messageId(),
                "receiptHandle", message.receiptHandle(),
                "body", message.body(),
                "attributes", message.attributesAsStrings());
    }

    private static Set<String> comeBack(List<Message> batch, Optional<Map<String, Object>> answer) {
        var ids = new HashSet<String>();
        if (answer.isEmpty()) {
            batch.forEach(message -> ids.add(message.messageId()));
        } else if (answer.get().get("batchItemFailures") instanceof List<?> failures) {
            failures.forEach(
                    failure -> ids.add(((Map<?, ?>) failure).get("itemIdentifier").toString()));
        }
        return ids;
    }

    private record Reply(int status, Map<String, Object> body) {}

    /** What Lambda makes of a function that dies is a 500. */
    private Reply http(String function, URI uri, String body, String key) {
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("x-ai-worker-token", Stage.TOKEN);
        if (!key.isEmpty()) {
            headers.put("idempotency-key", key);
        }
        var request = Map.of("method", "POST", "path", uri.getPath());
        var event = new HashMap<String, Object>();
        event.put("version", "2.0");
        event.put("rawPath", uri.getPath());
        event.put("rawQueryString", uri.getRawQuery() == null ? "" : uri.getRawQuery());
        event.put("headers", headers);
        event.put(
                "requestContext",
                Map.of("requestId", "r", "http", request, "authorizer", OPERATOR));
        event.put("body", body);
        event.put("isBase64Encoded", false);
        return invoke(function, event)
                .map(
                        answer ->
                                new Reply(
                                        ((Number) answer.get("statusCode")).intValue(),
                                        Json.object(answer.get("body").toString().getBytes(UTF_8))
                                                .orElse(Map.of())))
                .orElseGet(() -> new Reply(500, Map.of()));
    }

    /** The answer; empty where the function broke, or its process died. */
    private Optional<Map<String, Object>> invoke(String id, Map<String, ?> event) {
        var process = processes.get(id);
        try {
            byte[] answer = functions.computeIfAbsent(id, this::started).invoke(Json.bytes(event));
            return process.isDead()
                    ? Optional.empty()
                    : Optional.of(Json.object(answer).orElse(Map.of()));
        } catch (RuntimeException | FunctionProcess.Died broken) {
            say(asLambdaLogs(broken));
            return Optional.empty();
        } finally {
            if (process.isDead()) {
                functions.remove(id);
                process.start(sabotage);
            }
        }
    }

    private LocalFunction started(String id) {
        var process = processes.get(id);
        var environment =
                new Environment(
                        stage.variables(id), this::now, process.dynamo(), process.sqs(), this::say);
        var handler =
                switch (id) {
                    case "SubmitFunction" -> new SubmitHandler(environment);
                    case "DispatchFunction" -> new DispatchHandler(environment);
                    case "ReceiveFunction" -> new ReceiveHandler(environment);
                    case "SweepFunction" -> new SweepHandler(environment);
                    default -> throw new IllegalArgumentException(id);
                };
        return new LocalFunction(id, 60, handler);
    }

    /** Lambda knows nothing of our logging: it prints what the handler did not catch as a whole. */
    private static String asLambdaLogs(Throwable broken) {
        var text = new StringWriter();
        broken.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private synchronized void say(String line) {
        log.add(line);
    }
}
