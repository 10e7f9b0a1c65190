package io.quizsmith.local;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

import java.util.List;
import java.util.Map;

/** The CORS configuration of an HTTP API, which answers preflights without any function. */
final class Cors {

    private final Map<String, Object> configuration;

    Cors(Map<String, Object> configuration) {
        this.configuration = configuration;
    }

    /** Adds the headers for a listed origin. True where the request was a preflight, done with. */
    boolean answers(Request request, Response response) {
        String origin = request.getHeaders().get("Origin");
        if (origin == null || configuration.isEmpty()) {
            return false;
        }
        boolean listed =
                items("AllowOrigins").stream().anyMatch(o -> o.equals(origin) || o.equals("*"));
        boolean preflight =
                request.getMethod().equals("OPTIONS")
                        && request.getHeaders().contains("Access-Control-Request-Method");
        if (listed) {
            response.getHeaders().put("Access-Control-Allow-Origin", origin);
            response.getHeaders().put("Vary", "Origin");
            response.getHeaders().put("Access-Control-Expose-Headers", joined("ExposeHeaders"));
            if (preflight) {
                response.getHeaders().put("Access-Control-Allow-Methods", joined("AllowMethods"));
                response.getHeaders().put("Access-Control-Allow-Headers", joined("AllowHeaders"));
            }
        }
        return preflight;
    }

    private String joined(String property) {
        return String.join(",", items(property));
    }

    private List<String> items(String property) {
        return switch (configuration.get(property)) {
            case List<?> items -> items.stream().map(Object::toString).toList();
            case null -> List.of();
            case Object text -> List.of(text.toString().split("\\s*,\\s*", -1));
        };
    }
}
