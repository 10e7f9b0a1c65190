package io.quizsmith.query;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes each call that leaves for the table. */
final class CountedCalls {

    private final List<String> calls = new CopyOnWriteArrayList<>();

    List<String> calls() {
        return List.copyOf(calls);
    }

    /** The same client, observed. Builder lambdas are given to it as they are. */
    DynamoDbClient count(DynamoDbClient client) {
        return (DynamoDbClient)
                Proxy.newProxyInstance(
                        CountedCalls.class.getClassLoader(),
                        new Class<?>[] {DynamoDbClient.class},
                        (proxy, method, arguments) -> call(client, method, arguments));
    }

    private Object call(DynamoDbClient client, Method method, Object[] arguments) throws Throwable {
        calls.add(method.getName());
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
