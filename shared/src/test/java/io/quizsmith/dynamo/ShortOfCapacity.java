package io.quizsmith.dynamo;

import io.quizsmith.cloud.Cloud;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.util.List;
import java.util.Map;

/** DynamoDB as it is when more comes than a partition takes: of a batch it writes one item. */
final class ShortOfCapacity implements ExecutionInterceptor {

    private static final ExecutionAttribute<Map<String, List<WriteRequest>>> LEFT =
            new ExecutionAttribute<>("left");

    static DynamoDbClient client(Cloud cloud) {
        return cloud.dynamo("local", new ShortOfCapacity());
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof BatchWriteItemRequest batch)) {
            return context.request();
        }
        var entry = batch.requestItems().entrySet().iterator().next();
        var items = entry.getValue();
        attributes.putAttribute(
                LEFT,
                items.size() == 1
                        ? Map.of()
                        : Map.of(entry.getKey(), items.subList(1, items.size())));
        return batch.toBuilder().requestItems(Map.of(entry.getKey(), items.subList(0, 1))).build();
    }

    @Override
    public SdkResponse modifyResponse(
            Context.ModifyResponse context, ExecutionAttributes attributes) {
        return context.response() instanceof BatchWriteItemResponse answer
                ? answer.toBuilder().unprocessedItems(attributes.getAttribute(LEFT)).build()
                : context.response();
    }
}
