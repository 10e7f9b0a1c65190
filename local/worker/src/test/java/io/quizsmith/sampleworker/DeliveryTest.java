package io.quizsmith.sampleworker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class DeliveryTest {

    private final Receiver receiver = new Receiver();
    private final Timer timer = new Timer();
    private final Recent<CallbackReply> replies = new Recent<>();
    private final Delivery delivery = new Delivery(timer, Duration.ofMillis(1), replies::add);

    @AfterEach
    void stop() {
        timer.close();
        delivery.close();
        receiver.close();
    }

    @Test
    void givesUpAfterABoundedNumberOfTries() throws Exception {
        receiver.answersNext(Collections.nCopies(20, 500).toArray(Integer[]::new));
        delivery.send(to(receiver.uri())).join();
        Await.until(() -> replies.all().size() == Delivery.TRIES);
        var longer = new CountDownLatch(1);
        timer.after(Duration.ofMillis(150), longer::countDown);
        assertThat(longer.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(replies.all()).hasSize(Delivery.TRIES);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 307, 400, 401, 404, 409, 422, 429})
    void takesAnyOtherAnswerAsFinal(int status) throws Exception {
        receiver.answersNext(status, 201);
        delivery.send(to(receiver.uri())).join();
        delivery.send(to(receiver.uri())).join();
        assertThat(replies.all()).extracting(CallbackReply::status).containsExactly(status, 201);
        assertThat(delivery.refused()).isEqualTo(status == 401 ? 1 : 0);
    }

    @Test
    void triesAgainWhenTheReceiverIsBack() throws Exception {
        URI address;
        try (var gone = new Receiver()) {
            address = gone.uri();
        }
        try (var patient = new Delivery(timer, Duration.ofMillis(100), replies::add)) {
            patient.send(to(address)).join();
            assertThat(replies.all()).isEmpty();
            try (var back = new Receiver(address.getPort())) {
                assertThat(back.next().workerTaskId()).isEqualTo("task-1-7");
                Await.until(() -> !replies.all().isEmpty());
            }
        }
        assertThat(replies.all())
                .isEqualTo(List.of(new CallbackReply("task-1-7", 201, "{\"status\":\"ok\"}")));
    }

    private static Callback to(URI url) {
        byte[] body = "{\"worker_task_id\":\"task-1-7\"}".getBytes(StandardCharsets.UTF_8);
        return new Callback("task-1-7", url, () -> "token", true, body);
    }
}
