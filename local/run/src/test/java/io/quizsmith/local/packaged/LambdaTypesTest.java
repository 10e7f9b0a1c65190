package io.quizsmith.local.packaged;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;

import io.quizsmith.http.Request;
import io.quizsmith.sqs.QueueMessage;

import net.javacrumbs.jsonunit.core.Option;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The functions read events themselves, for the sake of their start. Lambda's own types and
 * serializers say here that they, and the sample events, read them right.
 */
class LambdaTypesTest {

    static List<Events.Case> requests() {
        return Events.all(List.of("SubmitFunction", "ReceiveFunction", "QueryFunction"));
    }

    static List<Events.Case> messages() {
        return Events.all(List.of("DispatchFunction"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsReadAsLambdasOwnTypeReadsIt(Events.Case sample) throws IOException {
        var typed = read(APIGatewayV2HTTPEvent.class, sample.event());

        var request = Request.read(new ByteArrayInputStream(sample.event()));

        assertThat(request.method()).isEqualTo(typed.getRequestContext().getHttp().getMethod());
        assertThat(request.path()).isEqualTo(typed.getRawPath());
        assertThat(request.query()).isEqualTo(typed.getRawQueryString());
        assertThat(request.id()).isEqualTo(typed.getRequestContext().getRequestId());
        assertThat(request.headers()).isEqualTo(typed.getHeaders());
        if (typed.getBody() != null && !typed.getIsBase64Encoded()) {
            assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .isEqualTo(typed.getBody());
        }
        assertThatJson(written(APIGatewayV2HTTPEvent.class, typed))
                .when(Option.IGNORING_EXTRA_FIELDS)
                .isEqualTo(new String(sample.event(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aBatchIsReadAsLambdasOwnTypeReadsIt(Events.Case sample) throws IOException {
        var typed = read(SQSEvent.class, sample.event()).getRecords();

        assertThat(QueueMessage.read(new ByteArrayInputStream(sample.event())))
                .isEqualTo(
                        typed.stream()
                                .map(
                                        message ->
                                                new QueueMessage(
                                                        message.getMessageId(),
                                                        message.getReceiptHandle(),
                                                        message.getBody(),
                                                        1))
                                .toList());
    }

    private static <T> T read(Class<T> type, byte[] json) {
        return LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                .fromJson(new ByteArrayInputStream(json));
    }

    private static <T> String written(Class<T> type, T event) {
        var output = new ByteArrayOutputStream();
        LambdaEventSerializers.serializerFor(type, type.getClassLoader()).toJson(event, output);
        return output.toString(StandardCharsets.UTF_8);
    }
}
