package io.quizsmith.local;

import io.quizsmith.cloud.Cloud;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;

/** Clients that count their calls, and the capacity units that DynamoDB says they took. */
public final class Meter {

    /** Units as DynamoDB reports them: of tables and indexes together. */
    public record Cost(int calls, int sqsCalls, BigDecimal readUnits, BigDecimal writeUnits) {}

    private final AtomicInteger dynamoCalls = new AtomicInteger();
    private final AtomicInteger sqsCalls = new AtomicInteger();
    private final DoubleAdder reads = new DoubleAdder();
    private final DoubleAdder writes = new DoubleAdder();
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;

    public Meter(Cloud cloud) {
        dynamo = cloud.dynamo("local", new Capacity());
        sqs = cloud.sqs("local", new Calls());
    }

    public DynamoDbClient dynamo() {
        return dynamo;
    }

    public SqsClient sqs() {
        return sqs;
    }

    public void reset() {
        dynamoCalls.set(0);
        sqsCalls.set(0);
        reads.reset();
        writes.reset();
    }

    public Cost cost() {
        return new Cost(
                dynamoCalls.get() + sqsCalls.get(), sqsCalls.get(), units(reads), units(writes));
    }

    private static BigDecimal units(DoubleAdder sum) {
        return BigDecimal.valueOf(sum.sum()).stripTrailingZeros();
    }

    private final class Calls implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            sqsCalls.incrementAndGet();
        }
    }

    /** Asks for the consumed capacity with every call, and adds it up. */
    private final class Capacity implements ExecutionInterceptor {

        @Override
        public SdkRequest modifyRequest(
                Context.ModifyRequest context, ExecutionAttributes attributes) {
            var total = ReturnConsumedCapacity.TOTAL;
            return switch (context.request()) {
                case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(total).build();
                case PutItemRequest put -> put.toBuilder().returnConsumedCapacity(total).build();
                case UpdateItemRequest update ->
                        update.toBuilder().returnConsumedCapacity(total).build();
                case QueryRequest query -> query.toBuilder().returnConsumedCapacity(total).build();
                case BatchGetItemRequest batch ->
                        batch.toBuilder().returnConsumedCapacity(total).build();
                case BatchWriteItemRequest batch ->
                        batch.toBuilder().returnConsumedCapacity(total).build();
                case DeleteItemRequest delete ->
                        delete.toBuilder().returnConsumedCapacity(total).build();
                case TransactWriteItemsRequest transaction ->
                        transaction.toBuilder().returnConsumedCapacity(total).build();
                case SdkRequest other ->
                        throw new IllegalStateException("no cost is known of " + other.getClass());
            };
        }

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            dynamoCalls.incrementAndGet();
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            switch (context.response()) {
                case GetItemResponse get -> reads.add(units(get.consumedCapacity()));
                case QueryResponse query -> reads.add(units(query.consumedCapacity()));
                case PutItemResponse put -> writes.add(units(put.consumedCapacity()));
                case UpdateItemResponse update -> writes.add(units(update.consumedCapacity()));
                case DeleteItemResponse delete -> writes.add(units(delete.consumedCapacity()));
                case BatchGetItemResponse batch ->
                        batch.consumedCapacity().forEach(each -> reads.add(units(each)));
                case BatchWriteItemResponse batch ->
                        batch.consumedCapacity().forEach(each -> writes.add(units(each)));
                case TransactWriteItemsResponse transaction ->
                        transaction.consumedCapacity().forEach(each -> writes.add(units(each)));
                case SdkResponse other ->
                        throw new IllegalStateException("no cost is known of " + other.getClass());
            }
        }

        private double units(ConsumedCapacity capacity) {
            return capacity.capacityUnits();
        }
    }
}
