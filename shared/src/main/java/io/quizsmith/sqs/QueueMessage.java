package io.quizsmith.sqs;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message as the event source mapping hands it over.
 *
 * @param receives how often it has been received, this time included
 */
public record QueueMessage(String id, String receiptHandle, String body, int receives) {

    /** The batch in an event. */
    public static List<QueueMessage> read(InputStream event) throws IOException {
        var messages = new ArrayList<QueueMessage>();
        var records = Json.object(event.readAllBytes()).orElse(Map.of()).get("Records");
        if (records instanceof List<?> list) {
            list.forEach(each -> messages.add(of((Map<?, ?>) each)));
        }
        return messages;
    }

    private static QueueMessage of(Map<?, ?> record) {
        var attributes = (Map<?, ?>) record.get("attributes");
        return new QueueMessage(
                String.valueOf(record.get("messageId")),
                String.valueOf(record.get("receiptHandle")),
                String.valueOf(record.get("body")),
                Integer.parseInt(String.valueOf(attributes.get("ApproximateReceiveCount"))));
    }
}
