package io.quizsmith.bench.floor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;

/** The calls that a submit makes, and nothing else: one read, one write, one message. */
public final class BareSdkHandler implements RequestStreamHandler {

    private final String table = System.getenv("TABLE_NAME");
    private final String queue = System.getenv("QUEUE_URL");
    private final DynamoDbClient dynamo =
            DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
    private final SqsClient sqs =
            SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build();

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context)
            throws IOException {
        event.readAllBytes();
        var user = Map.of("pk", text("USER#1"), "sk", text("PROFILE"));
        dynamo.getItem(get -> get.tableName(table).key(user));
        String id = UUID.randomUUID().toString();
        var item = Map.of("pk", text("BARE#" + id), "sk", text("TASK"), "status", text("queued"));
        dynamo.putItem(
                put ->
                        put.tableName(table)
                                .item(item)
                                .conditionExpression("attribute_not_exists(pk)"));
        sqs.sendMessage(send -> send.queueUrl(queue).messageBody(id));
        output.write(new byte[] {'{', '}'});
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
