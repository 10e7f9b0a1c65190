package io.quizsmith.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.serverless.proxy.model.HttpApiV2HttpContext;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequestContext;

import io.quizsmith.caller.Admission;
import io.quizsmith.caller.Caller;
import io.quizsmith.http.Answer;
import io.quizsmith.http.ApiPath;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stands before JAX-RS. The container in front of it repairs paths ({@code //} becomes {@code
 * /}) and breaks on a stray {@code %}: so 401, 404, 405 and 415 are decided here, as the other
 * functions decide them, and what goes in is spelt anew and holds nothing that no resource reads.
 */
final class Entrance {

    /** The header under which resources find the request's id. */
    static final String REQUEST_ID = "x-request-id";

    /**
     * The header under which resources find what Accept says: one that JAX-RS itself would refuse,
     * such as a broken one, is answered with JSON all the same.
     */
    static final String WANTED = "x-wanted";

    /** Who asks; nobody on the path that is open to all. */
    static final ScopedValue<Caller> CALLER = ScopedValue.newInstance();

    private static final Caller NOBODY = new Caller("", "", "", false);

    private final Admission admission;

    Entrance(Admission admission) {
        this.admission = admission;
    }

    /** Whether a request may go in. */
    sealed interface Verdict {
        record Admitted(ApiPath.Match match, Caller caller) implements Verdict {}

        record TurnedAway(Answer answer) implements Verdict {}
    }

    Verdict judge(Request event) {
        var match = ApiPath.match(event.path());
        if (match.isPresent() && match.get().path() == ApiPath.HEALTH) {
            return judge(event, match, NOBODY);
        }
        return switch (admission.judge(event)) {
            case Admission.Verdict.Refused(var answer) -> new Verdict.TurnedAway(answer);
            case Admission.Verdict.Admitted(var caller) -> judge(event, match, caller);
        };
    }

    private static Verdict judge(Request event, Optional<ApiPath.Match> match, Caller caller) {
        if (match.isEmpty()) {
            return new Verdict.TurnedAway(Problem.notFound(event.id(), "Not found"));
        }
        ApiPath path = match.get().path();
        if (!path.allows(event.method())) {
            return new Verdict.TurnedAway(Problem.methodNotAllowed(event.id(), path));
        }
        boolean hasBody = event.method().equals("PUT") || event.method().equals("POST");
        if (hasBody && event.declaresAnotherType()) {
            return new Verdict.TurnedAway(Problem.notJson(event.id()));
        }
        return new Verdict.Admitted(match.get(), caller);
    }

    /** The request as it goes in to JAX-RS. */
    static HttpApiV2ProxyRequest respelt(Request event) {
        var http = new HttpApiV2HttpContext();
        http.setMethod(event.method());
        var context = new HttpApiV2ProxyRequestContext();
        context.setDomainName("localhost"); // no answer holds an absolute address
        context.setHttp(http);
        var headers = new HashMap<String, String>();
        headers.put(REQUEST_ID, event.id());
        headers.put("if-none-match", event.header("if-none-match"));
        headers.put(WANTED, event.header("accept"));
        var request = new HttpApiV2ProxyRequest();
        request.setRequestContext(context);
        request.setRawPath(path(event.path()));
        request.setRawQueryString(query(event.query()));
        request.setHeaders(headers);
        request.setBody(Base64.getEncoder().encodeToString(event.body()));
        request.setBase64Encoded(true);
        return request;
    }

    /** Without the slash at the end; resources see every segment as it was sent. */
    private static String path(String sent) {
        return Arrays.stream(sent.split("/"))
                .map(segment -> URLEncoder.encode(segment, UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static String query(String sent) {
        return Arrays.stream(sent.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> !pair[0].isEmpty())
                .map(pair -> reencoded(pair[0]) + "=" + reencoded(pair.length > 1 ? pair[1] : ""))
                .collect(Collectors.joining("&"));
    }

    private static String reencoded(String text) {
        return URLEncoder.encode(decoded(text), UTF_8);
    }

    /** A text with a stray {@code %} stands for itself. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException strayPercent) {
            return text;
        }
    }
}
