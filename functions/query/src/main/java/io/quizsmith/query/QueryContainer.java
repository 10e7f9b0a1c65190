package io.quizsmith.query;

import com.amazonaws.serverless.proxy.AwsHttpApiV2SecurityContextWriter;
import com.amazonaws.serverless.proxy.AwsProxyExceptionHandler;
import com.amazonaws.serverless.proxy.internal.LambdaContainerHandler;
import com.amazonaws.serverless.proxy.internal.servlet.AwsHttpApiV2HttpServletRequestReader;
import com.amazonaws.serverless.proxy.internal.servlet.AwsProxyHttpServletResponseWriter;
import com.amazonaws.serverless.proxy.jersey.JerseyLambdaContainerHandler;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;

import io.quizsmith.export.ExportFormat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Jersey in Lambda, with the container's habits corrected where they would hurt. */
final class QueryContainer
        extends JerseyLambdaContainerHandler<HttpApiV2ProxyRequest, AwsProxyResponse> {

    /** Held, or the setting would be collected with it. What counts is logged by us. */
    private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey");

    static {
        JERSEY.setLevel(Level.OFF);
        var config = LambdaContainerHandler.getContainerConfig();
        config.setDefaultContentCharset("UTF-8"); // else a problem's text is read as Latin-1
        config.addBinaryContentTypes(ExportFormat.QTI.mediaType(), ExportFormat.KAHOOT.mediaType());
        config.setDisableExceptionMapper(true); // else it answers by itself, and unlogged
    }

    QueryContainer(QueryApplication application) {
        super(
                HttpApiV2ProxyRequest.class,
                AwsProxyResponse.class,
                new AwsHttpApiV2HttpServletRequestReader(),
                new AwsProxyHttpServletResponseWriter(true),
                new AwsHttpApiV2SecurityContextWriter(),
                new AwsProxyExceptionHandler(),
                application);
        setLogFormatter(null);
        initialize();
    }

    /** The container keeps a chain for every path that was ever asked for; one serves them all. */
    @Override
    protected FilterChain getFilterChain(HttpServletRequest request, Servlet servlet) {
        return super.getFilterChain(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getRequestURI() {
                        return "/";
                    }
                },
                servlet);
    }
}
