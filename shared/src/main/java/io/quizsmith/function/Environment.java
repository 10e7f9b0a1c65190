package io.quizsmith.function;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.dynamo.EndedTable;
import io.quizsmith.dynamo.Forecasts;
import io.quizsmith.dynamo.PlaceTable;
import io.quizsmith.dynamo.QuotaTable;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.question.quality.Mode;
import io.quizsmith.question.quality.Switches;
import io.quizsmith.ssm.ParameterStore;
import io.quizsmith.task.Limits;
import io.quizsmith.user.Quotas;
import io.quizsmith.worker.WorkerTokens;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a function is given by its surroundings: variables, the time, and the two services. */
public final class Environment {

    private final Map<String, String> variables;
    private final InstantSource clock;
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;
    private final Consumer<String> lines;
    private final Log log;
    private final Metrics metrics;

    public Environment(
            Map<String, String> variables,
            InstantSource clock,
            DynamoDbClient dynamo,
            SqsClient sqs,
            Consumer<String> logLines) {
        this.variables = Map.copyOf(variables);
        this.clock = clock;
        this.dynamo = dynamo;
        this.sqs = sqs;
        this.lines = logLines;
        this.log = new Log(logLines, clock);
        this.metrics = new Metrics(logLines, clock, optionalVariable("STACK_NAME"));
    }

    /** The surroundings that Lambda gives. */
    public static Environment ofLambda() {
        return ofLambda(System.getenv());
    }

    /** The same with other variables. */
    public static Environment ofLambda(Map<String, String> variables) {
        var stage = new Rehearsal.Stage(http(), System.out::println);
        return new Environment(
                variables,
                InstantSource.system(),
                DynamoDbClient.builder().httpClient(stage).build(),
                SqsClient.builder().httpClient(stage).build(),
                stage);
    }

    /**
     * In Lambda, has the handler answer a request that nobody made, before others come. It can do
     * without, so that nothing of it may stop the function.
     *
     * @return the answer; empty where there is none
     */
    public Optional<byte[]> rehearse(Rehearsal rehearsal, RequestStreamHandler handler) {
        if (lines instanceof Rehearsal.Stage stage) {
            try {
                return Optional.of(stage.play(rehearsal, handler));
            } catch (RuntimeException | IOException broken) {
                log.warn("rehearsal failed", Map.of(), broken);
            }
        }
        return Optional.empty();
    }

    /** A call that hangs is given up while the function has time left to make it once more. */
    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(3))
                .build();
    }

    /**
     * A variable that the function cannot do without.
     *
     * @throws IllegalStateException naming the variable, where it is missing or empty
     */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(
                    "The environment variable "
                            + name
                            + " is missing: set it for this function in template.yaml");
        }
        return value;
    }

    /** A variable that may be left out, {@code ""} then. */
    public String optionalVariable(String name) {
        return variables.getOrDefault(name, "");
    }

    /**
     * A variable that counts something, 1 or more.
     *
     * @throws IllegalStateException naming the variable, where it is no such number
     */
    public int number(String name) {
        String value = variable(name);
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalStateException(
                    "The environment variable " + name + " must be a whole number from 1 up");
        }
        return Integer.parseInt(value);
    }

    /** A variable that limits something; 0 where it sets no limit. */
    private int limit(String name) {
        String value = optionalVariable(name);
        return value.isEmpty() || value.equals("0") ? 0 : number(name);
    }

    /** How far each set of rules for questions may go. */
    public Switches qualitySwitches() {
        return new Switches(
                mode("QUALITY_ITEMS"), mode("QUALITY_KEYS"), mode("QUALITY_DUPLICATES"));
    }

    private Mode mode(String name) {
        return switch (variable(name)) {
            case "off" -> Mode.OFF;
            case "report" -> Mode.REPORT;
            case "enforce" -> Mode.ENFORCE;
            default ->
                    throw new IllegalStateException(
                            "The environment variable " + name + " must be off, report or enforce");
        };
    }

    /** How many tasks the worker is given at once; 0 where the template sets no limit. */
    public int workerMaxInFlight() {
        return limit("WORKER_MAX_IN_FLIGHT");
    }

    /** How often the worker is asked for the questions that are missing; 0 is never. */
    public int topUpRounds() {
        return limit("TOP_UP_ROUNDS");
    }

    /** The places that the worker has for us; without a limit where the template sets none. */
    public PlaceTable places() {
        return new PlaceTable(dynamo, variable("TABLE_NAME"), workerMaxInFlight());
    }

    /** Where functions note how tasks ended. */
    public Endings endings() {
        var ended = new EndedTable(dynamo, variable("TABLE_NAME"), shards());
        return new Endings(ended, metrics, log);
    }

    /** Over how many keys the tasks of a status are spread. */
    public Shards shards() {
        return new Shards(number("STATUS_SHARDS"));
    }

    /** How long a client may wait for news of a task at most; zero where it may not. */
    public Duration longestWait() {
        return Duration.ofSeconds(limit("LONGEST_WAIT_SECONDS"));
    }

    /** When pending tasks will probably be completed. A function has one of them. */
    public Forecasts forecasts() {
        return new Forecasts(dynamo, variable("TABLE_NAME"), clock);
    }

    /** How much one user may ask for. */
    public QuotaTable quotas() {
        var quotas = new Quotas(limit("MAX_PENDING_PER_USER"), limit("MAX_TASKS_PER_DAY"));
        return new QuotaTable(dynamo, variable("TABLE_NAME"), quotas);
    }

    /** What the worker and we show each other; read when it is first needed. */
    public WorkerTokens workerTokens() {
        return new WorkerTokens(
                new ParameterStore(
                        optionalVariable("AWS_ENDPOINT_URL_SSM"),
                        dynamo.serviceClientConfiguration()),
                variable("WORKER_TOKEN_PARAMETER"),
                variable("PREVIOUS_WORKER_TOKEN_PARAMETER"),
                clock,
                log);
    }

    /** How long and how often this deployment tries a task. */
    public Limits limits() {
        return new Limits(
                number("MAX_ATTEMPTS"),
                Duration.ofMinutes(number("TASK_DEADLINE_MINUTES")),
                Duration.ofMinutes(number("START_DEADLINE_MINUTES")));
    }

    public InstantSource clock() {
        return clock;
    }

    public DynamoDbClient dynamo() {
        return dynamo;
    }

    public SqsClient sqs() {
        return sqs;
    }

    public Log log() {
        return log;
    }

    public Metrics metrics() {
        return metrics;
    }
}
