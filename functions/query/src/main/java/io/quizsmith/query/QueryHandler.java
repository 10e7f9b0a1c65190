package io.quizsmith.query;

import com.amazonaws.serverless.proxy.jersey.JerseyLambdaContainerHandler;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quizsmith.function.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Everything that is read: tasks, questions, users, health. JAX-RS resources behind one function. */
public final class QueryHandler implements RequestStreamHandler {

    private final JerseyLambdaContainerHandler<HttpApiV2ProxyRequest, AwsProxyResponse> container;

    /** Lambda starts here. */
    public QueryHandler() {
        this(Environment.ofLambda());
    }

    public QueryHandler(Environment environment) {
        container =
                JerseyLambdaContainerHandler.getHttpApiV2ProxyHandler(
                        new QueryApplication(environment));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
            throws IOException {
        container.proxyStream(event, answer, context);
    }
}
