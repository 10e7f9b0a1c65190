package io.quizsmith.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of an HTTP API, matched as API Gateway does: the most specific path wins, then an
 * exact method over ANY. {@code /x} is not {@code /x/}; {@code /x/{proxy+}} is.
 */
public final class Routes {

    private final List<Route> routes;

    public Routes(List<Route> routes) {
        this.routes = routes.stream().sorted(Route.MOST_SPECIFIC_FIRST).toList();
    }

    /** A route and what its variables stand for. */
    public record Match(Route route, Map<String, String> pathParameters) {}

    public Optional<Match> match(String method, String path) {
        List<String> asked = segments(path);
        for (Route route : routes) {
            if (route.method().equals("ANY") || route.method().equals(method)) {
                var match = route.match(asked);
                if (match.isPresent()) {
                    return match;
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    /**
     * One route.
     *
     * @param method or ANY
     * @param path with {@code {variables}}, the last one perhaps {@code {proxy+}}
     * @param function the logical id of the function behind it
     * @param guarded whether the authorizer stands before it
     */
    public record Route(String method, String path, String function, boolean guarded) {

        private static final Comparator<Route> MOST_SPECIFIC_FIRST =
                Comparator.comparing(Route::rank)
                        .reversed()
                        .thenComparing(route -> route.method().equals("ANY"));

        /** How it is named to the function: {@code ANY /api/ai/tasks/{proxy+}}. */
        public String key() {
            return method + " " + path;
        }

        /** A literal counts more than a variable, a variable more than a greedy one. */
        private String rank() {
            var rank = new StringBuilder();
            for (String segment : segments(path)) {
                rank.append(isGreedy(segment) ? '1' : isVariable(segment) ? '2' : '3');
            }
            return rank.toString();
        }

        private Optional<Match> match(List<String> asked) {
            List<String> wanted = segments(path);
            var parameters = new HashMap<String, String>();
            for (int i = 0; i < wanted.size(); i++) {
                String segment = wanted.get(i);
                if (i >= asked.size()) {
                    return Optional.empty();
                }
                if (isGreedy(segment)) {
                    var rest = new ArrayList<>(asked.subList(i, asked.size()));
                    parameters.put(name(segment), String.join("/", rest));
                    return Optional.of(new Match(this, parameters));
                }
                if (isVariable(segment) && !asked.get(i).isEmpty()) {
                    parameters.put(name(segment), asked.get(i));
                } else if (!segment.equals(asked.get(i))) {
                    return Optional.empty();
                }
            }
            return asked.size() == wanted.size()
                    ? Optional.of(new Match(this, parameters))
                    : Optional.empty();
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{") && segment.endsWith("}");
        }

        private static boolean isGreedy(String segment) {
            return isVariable(segment) && segment.endsWith("+}");
        }

        private static String name(String segment) {
            return segment.substring(1, segment.length() - (isGreedy(segment) ? 2 : 1));
        }
    }
}
