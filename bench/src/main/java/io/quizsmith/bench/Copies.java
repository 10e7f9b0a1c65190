package io.quizsmith.bench;

import io.quizsmith.dynamo.Shards;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Very many copies of one task, of a thousand users, each a second older than the one before;
 * written as fast as the table takes them.
 */
final class Copies {

    private static final int BATCH = 25;
    private static final int THREADS = 4;
    private static final Shards SHARDS = new Shards(4); // as the template has it

    private final Life life;
    private final Map<String, AttributeValue> item;
    private final int count;
    private final Status status;
    private final AtomicInteger next = new AtomicInteger();

    Copies(Life life, Map<String, AttributeValue> item, int count, Status status) {
        this.life = life;
        this.item = item;
        this.count = count;
        this.status = status;
    }

    /** How many seconds it took. */
    double write() throws InterruptedException {
        long begun = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var writing = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                writing.add(threads.submit(() -> writeBatches(begun)));
            }
            for (var each : writing) {
                each.get();
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException("not all tasks could be written", broken.getCause());
        }
        return secondsSince(begun);
    }

    private void writeBatches(long begun) {
        for (int from = next.getAndAdd(BATCH); from < count; from = next.getAndAdd(BATCH)) {
            var puts = new ArrayList<WriteRequest>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                var copy = copy(i);
                puts.add(WriteRequest.builder().putRequest(put -> put.item(copy)).build());
            }
            life.write(puts);
            say(from, secondsSince(begun));
        }
    }

    private synchronized void say(int written, double seconds) {
        double left = written == 0 ? 0 : (count - written) * seconds / written;
        status.say(
                String.format(
                        "lists: %,d of %,d tasks written, %,.0f a second, about %.0f s left",
                        written, count, written / seconds, left));
    }

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private Map<String, AttributeValue> copy(int number) {
        long created = Long.parseLong(item.get("created_at").n()) - 1000L * (number + 1);
        long user = 1L + number % 1000;
        var id = TaskId.of(new UserId(user), Instant.ofEpochMilli(created));
        String state = List.of("completed", "processing", "failed").get(number % 3);
        var copy = new HashMap<>(item);
        copy.put("pk", text("TASK#" + id.value()));
        copy.put("task_id", text(id.value()));
        copy.put("user_id", AttributeValue.fromN(Long.toString(user)));
        copy.put("user_key", text("USER#" + user));
        copy.put("created_at", AttributeValue.fromN(Long.toString(created)));
        copy.put("created_key", text(String.format("%013d#%s", created, id.value())));
        copy.put("status", text(state));
        copy.put("status_key", text(state + "#" + SHARDS.of(id)));
        return copy;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
