package io.quizsmith.ssm;

import io.quizsmith.json.Json;

import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.PartitionMetadata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads parameters from AWS Systems Manager: one signed POST, made with what the SDK's core brings
 * anyhow. The SDK's own client of this service is larger than all of a function may be.
 */
public final class ParameterStore {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES = 2;

    private final URI endpoint;
    private final String region;
    private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
    private final SdkHttpClient http =
            UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(ANSWER_TIMEOUT)
                    .build();

    /**
     * Asks in the region and with the credentials of another client.
     *
     * @param endpoint the service's address; {@code ""} for that of the region
     */
    public ParameterStore(String endpoint, AwsServiceClientConfiguration other) {
        this.region = other.region().id();
        this.credentials = other.credentialsProvider();
        this.endpoint =
                URI.create(
                        endpoint.isEmpty()
                                ? "https://ssm."
                                        + region
                                        + "."
                                        + PartitionMetadata.of(other.region()).dnsSuffix()
                                : endpoint);
    }

    /**
     * The values of those parameters that are there, by name.
     *
     * @throws RuntimeException where the service cannot be asked, or does not answer
     */
    public Map<String, String> read(Collection<String> names) {
        byte[] body = Json.bytes(Map.of("Names", List.copyOf(names), "WithDecryption", true));
        for (int tries = 1; ; tries++) {
            try {
                return values(post(body));
            } catch (IOException broken) {
                if (tries == TRIES) {
                    throw new UncheckedIOException(broken);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private byte[] post(byte[] body) throws IOException {
        var payload = ContentStreamProvider.fromByteArrayUnsafe(body);
        var request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("Content-Length", String.valueOf(body.length))
                        .putHeader("X-Amz-Target", "AmazonSSM.GetParameters")
                        .build();
        AwsCredentialsIdentity identity = credentials.resolveIdentity().join();
        var signed =
                AwsV4HttpSigner.create()
                        .sign(
                                sign ->
                                        sign.identity(identity)
                                                .request(request)
                                                .payload(payload)
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ssm")
                                                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        var call =
                http.prepareRequest(
                        HttpExecuteRequest.builder()
                                .request(signed.request())
                                .contentStreamProvider(signed.payload().orElse(payload))
                                .build());
        var answer = call.call();
        try (var content = answer.responseBody().orElseThrow(() -> new IOException("no body"))) {
            byte[] bytes = content.readAllBytes();
            if (!answer.httpResponse().isSuccessful()) {
                throw new IOException("HTTP " + answer.httpResponse().statusCode());
            }
            return bytes;
        }
    }

    private static Map<String, String> values(byte[] answer) throws IOException {
        var json = Json.object(answer).orElseThrow(() -> new IOException("no JSON"));
        if (!(json.get("Parameters") instanceof List<?> parameters)) {
            throw new IOException("no parameters");
        }
        var values = new HashMap<String, String>();
        for (Object each : parameters) {
            if (each instanceof Map<?, ?> parameter
                    && parameter.get("Name") instanceof String name
                    && parameter.get("Value") instanceof String value) {
                values.put(name, value);
            }
        }
        return values;
    }
}
