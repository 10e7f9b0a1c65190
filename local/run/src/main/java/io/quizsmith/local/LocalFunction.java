package io.quizsmith.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** A function of the template: bytes of an event in, bytes of an answer out, as in Lambda. */
public final class LocalFunction {

    private final String id;
    private final int timeoutSeconds;
    private final RequestStreamHandler handler;

    private LocalFunction(String id, int timeoutSeconds, RequestStreamHandler handler) {
        this.id = id;
        this.timeoutSeconds = timeoutSeconds;
        this.handler = handler;
    }

    /** Wraps a handler of any kind, with Lambda's own serializers around a typed one. */
    public static LocalFunction of(String id, int timeoutSeconds, Object handler) {
        return switch (handler) {
            case RequestStreamHandler streams -> new LocalFunction(id, timeoutSeconds, streams);
            case RequestHandler<?, ?> typed ->
                    new LocalFunction(id, timeoutSeconds, streams(typed));
            default ->
                    throw new IllegalArgumentException(
                            handler.getClass() + " is no handler that Lambda knows");
        };
    }

    /** The answer to the event. What the handler throws is thrown. */
    public byte[] invoke(byte[] event) {
        var output = new ByteArrayOutputStream();
        try {
            var context = new LocalContext(id, timeoutSeconds);
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return output.toByteArray();
    }

    public String id() {
        return id;
    }

    @SuppressWarnings("unchecked") // the serializers are made for the handler's own types
    private static RequestStreamHandler streams(RequestHandler<?, ?> typed) {
        Method method = handleRequest(typed.getClass());
        var input = (PojoSerializer<Object>) serializer(method.getParameterTypes()[0]);
        var output = (PojoSerializer<Object>) serializer(method.getReturnType());
        var handler = (RequestHandler<Object, Object>) typed;
        return (in, out, context) -> {
            Object answer = handler.handleRequest(input.fromJson(in), context);
            if (answer != null) {
                output.toJson(answer, out);
            }
        };
    }

    private static Method handleRequest(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("handleRequest"))
                .filter(method -> !method.isBridge())
                .filter(method -> method.getParameterCount() == 2)
                .filter(method -> method.getParameterTypes()[1] == Context.class)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type + " has no handleRequest"));
    }

    private static PojoSerializer<?> serializer(Class<?> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }
}
