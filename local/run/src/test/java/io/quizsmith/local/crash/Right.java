package io.quizsmith.local.crash;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

import java.util.HashSet;
import java.util.Set;

/**
 * A right that IAM gives: an action on a resource, which is named as the template names it.
 * docs/decisions/010-identity.md has the pages that say which call needs which.
 */
record Right(String action, String resource) {

    private static final String PARAMETER = "arn:aws:ssm:us-east-1:000000000000:parameter";

    /** The rights that a call needs. */
    static Set<Right> neededFor(SdkRequest request) {
        return switch (request) {
            case GetItemRequest get -> ofTable("GetItem", get.tableName());
            case PutItemRequest put -> ofTable("PutItem", put.tableName());
            case UpdateItemRequest update -> ofTable("UpdateItem", update.tableName());
            case DeleteItemRequest delete -> ofTable("DeleteItem", delete.tableName());
            case BatchGetItemRequest batch ->
                    ofTables("BatchGetItem", batch.requestItems().keySet());
            case BatchWriteItemRequest batch ->
                    ofTables("BatchWriteItem", batch.requestItems().keySet());
            case QueryRequest query when query.indexName() == null ->
                    ofTable("Query", query.tableName());
            case QueryRequest query ->
                    Set.of(
                            new Right(
                                    "dynamodb:Query",
                                    logical(query.tableName()) + "/index/" + query.indexName()));
            case TransactWriteItemsRequest transaction -> neededFor(transaction);
            case SendMessageRequest send -> ofQueue("SendMessage", send.queueUrl());
            case ReceiveMessageRequest receive -> ofQueue("ReceiveMessage", receive.queueUrl());
            case DeleteMessageRequest delete -> ofQueue("DeleteMessage", delete.queueUrl());
            case ChangeMessageVisibilityRequest change ->
                    ofQueue("ChangeMessageVisibility", change.queueUrl());
            case GetQueueAttributesRequest get -> ofQueue("GetQueueAttributes", get.queueUrl());
            case SdkRequest other ->
                    throw new AssertionError("no right is known for " + other.getClass());
        };
    }

    /** A transaction needs no right of its own, but those of its parts. */
    private static Set<Right> neededFor(TransactWriteItemsRequest transaction) {
        var rights = new HashSet<Right>();
        for (TransactWriteItem item : transaction.transactItems()) {
            if (item.put() != null) {
                rights.addAll(ofTable("PutItem", item.put().tableName()));
            }
            if (item.update() != null) {
                rights.addAll(ofTable("UpdateItem", item.update().tableName()));
            }
            if (item.delete() != null) {
                rights.addAll(ofTable("DeleteItem", item.delete().tableName()));
            }
            if (item.conditionCheck() != null) {
                rights.addAll(ofTable("ConditionCheckItem", item.conditionCheck().tableName()));
            }
        }
        return rights;
    }

    static Right toReadParameter(String name) {
        return new Right("ssm:GetParameters", PARAMETER + name);
    }

    private static Set<Right> ofTables(String action, Set<String> tables) {
        var rights = new HashSet<Right>();
        tables.forEach(table -> rights.addAll(ofTable(action, table)));
        return rights;
    }

    private static Set<Right> ofTable(String action, String table) {
        return Set.of(new Right("dynamodb:" + action, logical(table)));
    }

    private static Set<Right> ofQueue(String action, String url) {
        return Set.of(new Right("sqs:" + action, logical(url)));
    }

    /** A stage's names are its own, a hyphen, and the template's. */
    private static String logical(String physical) {
        return physical.substring(physical.lastIndexOf('-') + 1);
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
