package io.quizsmith.query;

import io.quizsmith.http.ApiPath;
import io.quizsmith.http.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;

/** Decides 404 and 405 as the other functions do, before JAX-RS looks at the path in its own way. */
@PreMatching
final class PathFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        var match = ApiPath.match(path);
        String requestId = Responses.requestId(request);
        if (match.isEmpty()) {
            request.abortWith(Responses.of(Problem.notFound(requestId, "Not found")));
        } else if (!match.get().path().allows(request.getMethod())) {
            request.abortWith(
                    Responses.of(Problem.methodNotAllowed(requestId, match.get().path())));
        } else if (path.endsWith("/")) {
            request.setRequestUri(
                    UriBuilder.fromUri(uri)
                            .replacePath(path.substring(0, path.length() - 1))
                            .build());
        }
    }
}
