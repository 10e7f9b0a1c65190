package io.quizsmith.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.cloud.Template;
import io.quizsmith.cloud.TemplateException;
import io.quizsmith.function.Environment;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The functions of the template, and what triggers them. What it does not know it refuses, by place
 * and name.
 */
public final class FunctionResources {

    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String HTTP_API = "AWS::Serverless::HttpApi";

    private static final Set<String> RESOURCES =
            Set.of(
                    FUNCTION,
                    HTTP_API,
                    "AWS::DynamoDB::Table",
                    "AWS::SQS::Queue",
                    "AWS::SQS::QueuePolicy",
                    "AWS::Logs::LogGroup",
                    "AWS::CloudWatch::Alarm",
                    "AWS::CloudWatch::Dashboard",
                    "AWS::Cognito::UserPool",
                    "AWS::Cognito::UserPoolClient",
                    "AWS::Cognito::UserPoolDomain",
                    "AWS::Cognito::UserPoolGroup");

    /** The first five are used here, the others are for Lambda alone. */
    private static final Set<String> FUNCTIONS =
            Set.of(
                    "Handler",
                    "Timeout",
                    "Environment",
                    "Events",
                    "FunctionUrlConfig",
                    "FunctionName",
                    "Description",
                    "CodeUri",
                    "MemorySize",
                    "LoggingConfig",
                    "Policies",
                    "Runtime",
                    "Architectures",
                    "AutoPublishAlias",
                    "Tracing",
                    "ReservedConcurrentExecutions",
                    "SnapStart");

    private static final Set<String> MAPPING =
            Set.of("Queue", "BatchSize", "FunctionResponseTypes", "ScalingConfig");

    /** The settings of routes throttle: here nobody is. */
    private static final Set<String> API =
            Set.of(
                    "Description",
                    "CorsConfiguration",
                    "Auth",
                    "DefaultRouteSettings",
                    "RouteSettings");

    private static final Set<String> AUTH = Set.of("DefaultAuthorizer", "Authorizers");
    private static final Set<String> AUTHORIZER = Set.of("IdentitySource", "JwtConfiguration");
    private static final Set<String> ROUTE =
            Set.of("ApiId", "Method", "Path", "PayloadFormatVersion", "Auth");

    private final Template template;
    private final Map<String, String> physical;

    public FunctionResources(Template template, Map<String, String> physical) {
        this.template = template;
        this.physical = physical;
        for (var resource : template.resources().values()) {
            if (!RESOURCES.contains(resource.type())) {
                throw new TemplateException(
                        "Resources." + resource.id(),
                        "is of the type " + resource.type() + ", unknown to the local run");
            }
        }
        for (var function : template.ofType(FUNCTION)) {
            refuseUnknown(function.properties(), FUNCTIONS, place(function));
        }
        refuseUnknown(template.globals("Function"), FUNCTIONS, "Globals.Function");
        for (var api : template.ofType(HTTP_API)) {
            refuseUnknown(api.properties(), API, place(api));
        }
    }

    private static void refuseUnknown(
            Map<String, Object> properties, Set<String> known, String place) {
        for (String property : properties.keySet()) {
            if (!known.contains(property)) {
                throw new TemplateException(place + "." + property, "is unknown to the local run");
            }
        }
    }

    private static String place(Template.Resource function) {
        return "Resources." + function.id() + ".Properties";
    }

    /** Every function, running, by logical id. */
    public Map<String, LocalFunction> functions(
            Function<Map<String, String>, Environment> environment) {
        var functions = new HashMap<String, LocalFunction>();
        for (var function : template.ofType(FUNCTION)) {
            var handler = handler(function, environment.apply(variables(function)));
            int timeout = ((Number) function.properties().get("Timeout")).intValue();
            functions.put(function.id(), new LocalFunction(function.id(), timeout, handler));
        }
        return functions;
    }

    private static RequestStreamHandler handler(
            Template.Resource function, Environment environment) {
        String name = String.valueOf(function.properties().get("Handler"));
        try {
            return Class.forName(name)
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Environment.class)
                    .newInstance(environment);
        } catch (InvocationTargetException broken) {
            throw new IllegalStateException(
                    function.id() + " does not start: " + broken.getCause().getMessage(),
                    broken.getCause());
        } catch (ReflectiveOperationException noHandler) {
            throw new TemplateException(
                    place(function) + ".Handler",
                    "names " + name + ", which has no constructor for an Environment");
        }
    }

    /** What the function finds in its environment. */
    public Map<String, String> variables(Template.Resource function) {
        var variables = new HashMap<String, String>();
        for (var properties : List.of(template.globals("Function"), function.properties())) {
            if (properties.get("Environment") instanceof Map<?, ?> environment
                    && environment.get("Variables") instanceof Map<?, ?> declared) {
                declared.forEach(
                        (name, value) ->
                                variables.put(
                                        name.toString(),
                                        resolved(value, place(function) + ".Environment." + name)));
            }
        }
        return variables;
    }

    private String resolved(Object value, String place) {
        return String.valueOf(template.resolve(value, place, physical));
    }

    /** The function that has an address of its own. */
    String functionWithUrl() {
        return template.ofType(FUNCTION).stream()
                .filter(function -> function.properties().containsKey("FunctionUrlConfig"))
                .findFirst()
                .orElseThrow(() -> new TemplateException("Resources", "has no function URL"))
                .id();
    }

    Routes routes() {
        var routes = new ArrayList<Routes.Route>();
        for (var event : events("HttpApi")) {
            refuseUnknown(event.properties(), ROUTE, event.place());
            routes.add(
                    new Routes.Route(
                            event.text("Method").toUpperCase(Locale.ROOT),
                            event.text("Path"),
                            event.function(),
                            isGuarded(event)));
        }
        return new Routes(routes);
    }

    /** Guarded, unless the route itself says that it wants no authorizer. */
    private static boolean isGuarded(Event event) {
        if (!event.properties().containsKey("Auth")) {
            return true;
        }
        if (!Map.of("Authorizer", "NONE").equals(event.properties().get("Auth"))) {
            throw new TemplateException(
                    event.place() + ".Auth", "is not Authorizer: NONE: unknown to the local run");
        }
        return false;
    }

    /** What the tokens must say: of the authorizer that stands before every route by default. */
    JwtAuthorizer.Expected expectedOfTokens() {
        var api = template.ofType(HTTP_API).getFirst();
        String place = place(api) + ".Auth";
        var auth = Template.asMap(api.properties().get("Auth"), place);
        refuseUnknown(auth, AUTH, place);
        var authorizers = Template.asMap(auth.get("Authorizers"), place);
        String name = String.valueOf(auth.get("DefaultAuthorizer"));
        var authorizer = Template.asMap(authorizers.get(name), place + ".Authorizers." + name);
        refuseUnknown(authorizer, AUTHORIZER, place + ".Authorizers." + name);
        if (!"$request.header.Authorization".equals(authorizer.get("IdentitySource"))) {
            throw new TemplateException(
                    place + ".Authorizers." + name + ".IdentitySource", "is unknown here");
        }
        var jwt =
                Template.asMap(
                        template.resolve(authorizer.get("JwtConfiguration"), place, physical),
                        place);
        return new JwtAuthorizer.Expected(
                jwt.get("issuer").toString(),
                ((List<?>) jwt.get("audience")).stream().map(Object::toString).toList());
    }

    /** The queues that are polled, by the function that handles them. */
    Map<String, Poller.Mapping> mappings(Map<String, String> queueUrlByArn) {
        var mappings = new HashMap<String, Poller.Mapping>();
        for (var event : events("SQS")) {
            refuseUnknown(event.properties(), MAPPING, event.place());
            String arn = event.text("Queue");
            var scaling = Template.asMap(event.properties().get("ScalingConfig"), event.place());
            mappings.put(
                    event.function(),
                    new Poller.Mapping(
                            queueUrlByArn.get(arn),
                            arn,
                            Integer.parseInt(event.text("BatchSize")),
                            Integer.parseInt(
                                    resolved(scaling.get("MaximumConcurrency"), event.place()))));
        }
        return mappings;
    }

    /** How often functions run by themselves. */
    Map<String, Duration> schedules() {
        var schedules = new HashMap<String, Duration>();
        for (var event : events("Schedule")) {
            var rate = Schedule.rate(event.text("Schedule"));
            if (rate == null) {
                throw new TemplateException(
                        event.place() + ".Schedule", "is no rate in minutes: unknown here");
            }
            schedules.put(event.function(), rate);
        }
        return schedules;
    }

    Cors cors() {
        var api = template.ofType(HTTP_API).getFirst();
        var cors = Template.asMap(api.properties().get("CorsConfiguration"), api.id());
        return new Cors(
                Template.asMap(
                        template.resolve(
                                cors, "Resources." + api.id() + ".CorsConfiguration", physical),
                        api.id()));
    }

    /** An event source, as the template has it. */
    private record Event(
            String function, String place, Map<String, Object> properties, FunctionResources in) {

        String text(String property) {
            return in.resolved(properties.get(property), place + "." + property);
        }
    }

    private List<Event> events(String type) {
        var events = new ArrayList<Event>();
        for (var function : template.ofType(FUNCTION)) {
            var declared = function.properties().get("Events");
            if (declared instanceof Map<?, ?> map) {
                map.forEach((name, value) -> addEvent(type, function, name, value, events));
            }
        }
        return events;
    }

    private void addEvent(
            String type,
            Template.Resource function,
            Object name,
            Object value,
            List<Event> events) {
        String place = place(function) + ".Events." + name;
        var event = Template.asMap(value, place);
        switch (String.valueOf(event.get("Type"))) {
            case "HttpApi", "SQS", "Schedule" -> {
                if (type.equals(event.get("Type"))) {
                    var properties = Template.asMap(event.get("Properties"), place);
                    events.add(new Event(function.id(), place, properties, this));
                }
            }
            default ->
                    throw new TemplateException(
                            place, "is of the type " + event.get("Type") + ", unknown here");
        }
    }
}
