package io.quizsmith.cloud;

import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The cloud that tests run on, started once for all tests of a module: {@code -Dcloud=embedded}
 * (default), {@code localstack} (skipped without Docker), or {@code env}: the endpoints in
 * AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_SQS.
 */
public final class TestCloud {

    /** The last image that needs no account. */
    private static final String LOCALSTACK = "localstack/localstack:4.14.0";

    private static Cloud shared;

    private TestCloud() {}

    /** A table and queues of its own, as the template says. */
    public static Stack newStack() {
        var name = "test-" + UUID.randomUUID().toString().substring(0, 8);
        return Stack.create(shared(), Template.read(Template.path(), Map.of()), name);
    }

    public static synchronized Cloud shared() {
        if (shared == null) {
            shared = start(System.getProperty("cloud", "embedded"));
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    private static Cloud start(String kind) {
        return switch (kind) {
            case "embedded" -> Cloud.embedded(Optional.empty());
            case "env" ->
                    Cloud.at(
                            endpoint("AWS_ENDPOINT_URL_DYNAMODB"),
                            endpoint("AWS_ENDPOINT_URL_SQS"),
                            () -> {});
            case "localstack" -> localStack();
            default ->
                    throw new IllegalArgumentException(
                            "-Dcloud=" + kind + ": use embedded, localstack or env");
        };
    }

    private static URI endpoint(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalArgumentException("-Dcloud=env needs the variable " + variable);
        }
        return URI.create(value);
    }

    private static Cloud localStack() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new TestAbortedException("-Dcloud=localstack needs Docker");
        }
        var container =
                new LocalStackContainer(DockerImageName.parse(LOCALSTACK))
                        .withServices("dynamodb", "sqs");
        container.start();
        return Cloud.at(container.getEndpoint(), container.getEndpoint(), container);
    }
}
