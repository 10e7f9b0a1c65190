package io.quizsmith.local;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.sampleworker.SampleWorker;
import io.quizsmith.sampleworker.Settings;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** template.yaml, running on this machine: HTTP API, function URL, queue, schedule and table. */
public final class LocalRun implements AutoCloseable {

    private static final int MEGABYTE = 1024 * 1024;

    /** Of API Gateway the payload may have 10 MB, of Lambda 6 MB: the smaller one counts. */
    private static final int MAX_BODY = 6 * MEGABYTE;

    private final Options options;
    private final String name;
    private final Optional<Cloud> shared;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, Schedule> schedules = new HashMap<>();
    private Template template;
    private Stack stack;
    private URI apiUri;
    private URI receiveUri;
    private URI ssmUri;
    private Optional<SampleWorker> worker = Optional.empty();
    private Optional<LocalIssuer> issuer = Optional.empty();

    private LocalRun(Options options, String name, Optional<Cloud> shared) {
        this.options = options;
        this.name = name;
        this.shared = shared;
    }

    /** Starts everything; answers once requests are answered. */
    public static LocalRun start(Options options) {
        return started(new LocalRun(options, "quizsmith", Optional.empty()));
    }

    /** With a table and queues of that name in a cloud that others use too. */
    public static LocalRun startOn(Cloud cloud, String name, Options options) {
        return started(new LocalRun(options, name, Optional.of(cloud)));
    }

    private static LocalRun started(LocalRun run) {
        try {
            run.start();
            return run;
        } catch (RuntimeException cannotStart) {
            run.close();
            throw cannotStart;
        }
    }

    private void start() {
        var api = opened(HttpFront.open(options.port(), "--port"));
        var receive = opened(HttpFront.open(options.receivePort(), "--receive-port"));
        apiUri = api.uri();
        receiveUri = receive.uri();
        issuer =
                options.issuerPort()
                        .map(port -> opened(LocalIssuer.start(port, options.clock(), apiUri)));
        template = Template.read(Template.path(), parameters(workerUri()));
        ssmUri = options.parameterStore().orElseGet(this::startSsm);
        stack = Stack.create(shared.orElseGet(this::startCloud), template, name);
        if (options.clock() instanceof FastClock fast) {
            opened(new Hurry(fast, cloud(), options.log())).start();
        }
        seedUsers();
        var resources = new FunctionResources(template, physical());
        var functions = resources.functions(this::environment);
        var clients = serve(api, receive, resources, functions);
        resources
                .mappings(queueUrlsByArn())
                .forEach((id, mapping) -> poll(mapping, functions.get(id), clients));
        resources
                .schedules()
                .forEach(
                        (id, rate) -> {
                            var function = functions.get(id);
                            var schedule =
                                    new Schedule(function, rate, options.clock(), options.log());
                            schedules.put(id, opened(schedule));
                            if (options.schedules()) {
                                schedule.start();
                            }
                        });
    }

    private URI workerUri() {
        return options.ownWorker()
                .orElseGet(
                        () -> {
                            worker = Optional.of(opened(startWorker()));
                            return worker.get().uri();
                        });
    }

    private SampleWorker startWorker() {
        try {
            return SampleWorker.start(
                    new Settings(
                            options.workerPort(),
                            options.token(),
                            options.workerDelay(),
                            options.workerFault(),
                            Optional.of(receiveUri)));
        } catch (UncheckedIOException taken) {
            throw new HttpFront.PortTakenException(
                    options.workerPort(), "--worker-port", taken.getCause());
        }
    }

    private Cloud startCloud() {
        return opened(Cloud.embedded(options.data()));
    }

    private URI startSsm() {
        var ssm = opened(LocalSsm.start());
        return ssm.put(parameter("WorkerTokenParameter"), options.token()).uri();
    }

    private Map<String, String> parameters(URI workerUri) {
        var parameters = new HashMap<String, String>();
        parameters.put("WorkerUrl", workerUri.toString());
        parameters.put("CorsAllowedOrigins", Options.OWN_PAGE);
        parameters.putAll(options.parameters());
        issuer.ifPresent(
                local -> {
                    parameters.put("JwtIssuer", local.uri().toString());
                    parameters.put("JwtAudience", LocalIssuer.CLIENT);
                    parameters.put("ConsoleClientId", LocalIssuer.CLIENT);
                });
        return parameters;
    }

    private Map<String, String> physical() {
        var physical = new HashMap<>(stack.physical());
        physical.put("ReceiveFunctionUrl.FunctionUrl", receiveUri + "/");
        return physical;
    }

    private Map<String, String> queueUrlsByArn() {
        var urls = new HashMap<String, String>();
        stack.physical()
                .forEach(
                        (name, value) -> {
                            if (name.endsWith(".Arn")) {
                                urls.put(value, stack.ref(name.replace(".Arn", "")));
                            }
                        });
        return urls;
    }

    private Environment environment(Map<String, String> variables) {
        var more = new HashMap<>(variables);
        more.put(LocalSsm.ENDPOINT, ssmUri.toString());
        if (issuer.isEmpty()) {
            more.remove("SIGN_IN_ISSUER"); // there is no user pool here
            more.remove("SIGN_IN_ORIGINS");
        }
        return new Environment(
                more, options.clock(), stack.cloud().dynamo(), stack.cloud().sqs(), options.log());
    }

    /** Gives those whom the queue is to make way for. */
    private RightOfWay serve(
            HttpFront api,
            HttpFront receive,
            FunctionResources resources,
            Map<String, LocalFunction> functions) {
        Routes routes = resources.routes();
        var clients =
                new RightOfWay(
                        new HttpFront.Functions(
                                (method, path) ->
                                        routes.match(method, path)
                                                .map(match -> target(match, functions)),
                                resources.cors(),
                                door(resources),
                                MAX_BODY,
                                500,
                                options.clock(),
                                options.log()));
        api.start(clients);
        var behindUrl =
                new HttpFront.Target(
                        functions.get(resources.functionWithUrl()), "$default", Map.of(), false);
        receive.start(
                new HttpFront.Functions(
                        (method, path) -> Optional.of(behindUrl),
                        new Cors(Map.of()),
                        new OpenDoor(),
                        MAX_BODY,
                        502,
                        options.clock(),
                        options.log()));
        return clients;
    }

    private static HttpFront.Target target(
            Routes.Match match, Map<String, LocalFunction> functions) {
        return new HttpFront.Target(
                functions.get(match.route().function()),
                match.route().key(),
                match.pathParameters(),
                match.route().guarded());
    }

    private HttpFront.Door door(FunctionResources resources) {
        return issuer.<HttpFront.Door>map(
                        local -> JwtAuthorizer.of(local.uri(), resources.expectedOfTokens()))
                .orElseGet(OpenDoor::new);
    }

    private void poll(Poller.Mapping mapping, LocalFunction function, RightOfWay clients) {
        var sqs = stack.cloud().sqs();
        opened(new Poller(sqs, mapping, function, clients, options.clock(), options.log())).start();
    }

    private void seedUsers() {
        var users = new UserTable(stack.cloud().dynamo(), tableName());
        SampleUsers.all().forEach(users::put);
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.push(closeable);
        return closeable;
    }

    /** Where clients ask. */
    public URI apiUri() {
        return apiUri;
    }

    /** Where the worker calls back. */
    public URI receiveUri() {
        return receiveUri;
    }

    /** The sample worker, where no other one was given. */
    public Optional<SampleWorker> worker() {
        return worker;
    }

    /** Who issues tokens, where clients need them. */
    public Optional<LocalIssuer> issuer() {
        return issuer;
    }

    public Cloud cloud() {
        return stack.cloud();
    }

    public String tableName() {
        return stack.ref("Table");
    }

    public String queueUrl() {
        return stack.ref("TaskQueue");
    }

    public String deadLetterQueueUrl() {
        return stack.ref("DeadLetterQueue");
    }

    /** How long a task may stay queued. */
    Duration startDeadline() {
        return Duration.ofMinutes(Long.parseLong(parameter("StartDeadlineMinutes")));
    }

    /** A parameter of the template. */
    String parameter(String name) {
        return template.resolve(Map.of("Ref", name), name, Map.of()).toString();
    }

    /** Where the worker's token is. */
    URI ssmUri() {
        return ssmUri;
    }

    /** Runs a scheduled function now, and waits for its end. */
    public void tick(String functionId) {
        schedules.get(functionId).tick();
    }

    /** Ends everything, the last started first. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception broken) {
                options.log().accept("closing: " + broken);
            }
        }
    }
}
