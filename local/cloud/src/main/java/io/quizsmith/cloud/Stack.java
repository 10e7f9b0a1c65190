package io.quizsmith.cloud;

import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table and the queues of a template, made in a cloud. */
public final class Stack {

    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String QUEUE = "AWS::SQS::Queue";

    /** Not made here: what refers to it gets its logical id. */
    private static final String COGNITO = "AWS::Cognito::";

    /** What is meant for the real service, and has no meaning here. */
    private static final Set<String> NOT_HERE =
            Set.of(
                    "PointInTimeRecoverySpecification",
                    "DeletionProtectionEnabled",
                    "SSESpecification",
                    "SqsManagedSseEnabled",
                    "RedriveAllowPolicy",
                    "Tags");

    private final Cloud cloud;
    private final Template template;
    private final String name;
    private final Map<String, String> physical = new HashMap<>();

    private Stack(Cloud cloud, Template template, String name) {
        this.cloud = cloud;
        this.template = template;
        this.name = name;
    }

    /** Makes what is not there yet. Names begin with {@code name}. */
    public static Stack create(Cloud cloud, Template template, String name) {
        var stack = new Stack(cloud, template, name);
        template.ofType(TABLE).forEach(stack::createTable);
        var queues = new ArrayList<>(template.ofType(QUEUE));
        queues.sort((one, other) -> Boolean.compare(redrives(one), redrives(other)));
        queues.forEach(stack::createQueue);
        template.resources().values().stream()
                .filter(resource -> resource.type().startsWith(COGNITO))
                .forEach(resource -> stack.physical.put(resource.id(), resource.id()));
        return stack;
    }

    /** A queue is made after the one that takes its dead letters. */
    private static boolean redrives(Template.Resource queue) {
        return queue.properties().containsKey("RedrivePolicy");
    }

    public Cloud cloud() {
        return cloud;
    }

    /**
     * What Ref and GetAtt of the table and the queues give, by {@code Id} and {@code Id.Attribute}.
     */
    public Map<String, String> physical() {
        return Map.copyOf(physical);
    }

    /** The name of the table, the URL of a queue. */
    public String ref(String logicalId) {
        return physical.get(logicalId);
    }

    private void createTable(Template.Resource resource) {
        var tableName = name + "-" + resource.id();
        var properties = resolved(resource);
        refuseUnknown(
                resource,
                Set.of(
                        "BillingMode",
                        "AttributeDefinitions",
                        "KeySchema",
                        "GlobalSecondaryIndexes",
                        "TimeToLiveSpecification"));
        try {
            cloud.dynamo()
                    .createTable(
                            table ->
                                    table.tableName(tableName)
                                            .billingMode(
                                                    BillingMode.fromValue(
                                                            text(properties, "BillingMode")))
                                            .attributeDefinitions(
                                                    maps(properties, "AttributeDefinitions")
                                                            .stream()
                                                            .map(Stack::attribute)
                                                            .toList())
                                            .keySchema(keys(properties))
                                            .globalSecondaryIndexes(
                                                    maps(properties, "GlobalSecondaryIndexes")
                                                            .stream()
                                                            .map(Stack::index)
                                                            .toList()));
            var ttl = Template.map(properties, "TimeToLiveSpecification");
            cloud.dynamo()
                    .updateTimeToLive(
                            update ->
                                    update.tableName(tableName)
                                            .timeToLiveSpecification(
                                                    spec ->
                                                            spec.attributeName(
                                                                            text(
                                                                                    ttl,
                                                                                    "AttributeName"))
                                                                    .enabled(true)));
        } catch (ResourceInUseException keptFromBefore) {
            // a table on disk, from an earlier run
        }
        physical.put(resource.id(), tableName);
        physical.put(
                resource.id() + ".Arn",
                "arn:aws:dynamodb:us-east-1:000000000000:table/" + tableName);
    }

    private void createQueue(Template.Resource resource) {
        refuseUnknown(
                resource,
                Set.of(
                        "VisibilityTimeout",
                        "MessageRetentionPeriod",
                        "ReceiveMessageWaitTimeSeconds",
                        "RedrivePolicy"));
        var properties = resolved(resource);
        var attributes = new HashMap<QueueAttributeName, String>();
        properties.forEach(
                (property, value) -> {
                    if (property.equals("RedrivePolicy")) {
                        var policy = Template.asMap(value, property);
                        attributes.put(
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%s}"
                                        .formatted(
                                                policy.get("deadLetterTargetArn"),
                                                policy.get("maxReceiveCount")));
                    } else if (!NOT_HERE.contains(property)) {
                        attributes.put(QueueAttributeName.fromValue(property), value.toString());
                    }
                });
        var queueName = name + "-" + resource.id();
        String url =
                cloud.sqs()
                        .createQueue(queue -> queue.queueName(queueName).attributes(attributes))
                        .queueUrl();
        String arn =
                cloud.sqs()
                        .getQueueAttributes(
                                get ->
                                        get.queueUrl(url)
                                                .attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN);
        physical.put(resource.id(), url);
        physical.put(resource.id() + ".QueueUrl", url);
        physical.put(resource.id() + ".Arn", arn);
        physical.put(resource.id() + ".QueueName", queueName);
    }

    private Map<String, Object> resolved(Template.Resource resource) {
        String path = "Resources." + resource.id() + ".Properties";
        return Template.asMap(template.resolve(resource.properties(), path, physical), path);
    }

    private static void refuseUnknown(Template.Resource resource, Set<String> known) {
        for (String property : resource.properties().keySet()) {
            if (!known.contains(property) && !NOT_HERE.contains(property)) {
                throw new TemplateException(
                        "Resources." + resource.id() + ".Properties." + property,
                        "is not known to the local run");
            }
        }
    }

    private static GlobalSecondaryIndex index(Map<String, Object> index) {
        var projection = Template.map(index, "Projection");
        return GlobalSecondaryIndex.builder()
                .indexName(text(index, "IndexName"))
                .keySchema(keys(index))
                .projection(
                        Projection.builder()
                                .projectionType(text(projection, "ProjectionType"))
                                .nonKeyAttributes(
                                        projection.get("NonKeyAttributes") instanceof List<?> names
                                                ? names.stream().map(Object::toString).toList()
                                                : null)
                                .build())
                .build();
    }

    private static AttributeDefinition attribute(Map<String, Object> attribute) {
        return AttributeDefinition.builder()
                .attributeName(text(attribute, "AttributeName"))
                .attributeType(text(attribute, "AttributeType"))
                .build();
    }

    private static List<KeySchemaElement> keys(Map<String, Object> of) {
        return maps(of, "KeySchema").stream()
                .map(
                        key ->
                                KeySchemaElement.builder()
                                        .attributeName(text(key, "AttributeName"))
                                        .keyType(text(key, "KeyType"))
                                        .build())
                .toList();
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static List<Map<String, Object>> maps(Map<String, Object> parent, String key) {
        return ((List<?>) parent.get(key)).stream().map(each -> Template.asMap(each, key)).toList();
    }
}
