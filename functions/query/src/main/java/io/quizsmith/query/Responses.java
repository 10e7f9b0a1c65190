package io.quizsmith.query;

import com.amazonaws.serverless.proxy.RequestReader;
import com.amazonaws.serverless.proxy.jersey.JerseyHandlerFilter;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequestContext;
import io.quizsmith.http.Answer;
import io.quizsmith.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

/** Our answers as JAX-RS has them. */
final class Responses {

    private Responses() {}

    static Response of(Answer answer) {
        return of(answer, Json.bytes(answer.body()));
    }

    /** As {@link #of(Answer)}, with a body that is at hand already. */
    static Response of(Answer answer, byte[] body) {
        var response = Response.status(answer.status()).entity(body);
        answer.headers().forEach(response::header);
        return response.build();
    }

    static String requestId(ContainerRequestContext request) {
        var servlet = request.getProperty(JerseyHandlerFilter.JERSEY_SERVLET_REQUEST_PROPERTY);
        return servlet instanceof HttpServletRequest known ? requestId(known) : "";
    }

    static String requestId(HttpServletRequest request) {
        return request.getAttribute(RequestReader.HTTP_API_CONTEXT_PROPERTY)
                                instanceof HttpApiV2ProxyRequestContext context
                        && context.getRequestId() != null
                ? context.getRequestId()
                : "";
    }
}
