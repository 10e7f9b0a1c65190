package io.quizsmith.submit;

import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.json.Json;

import java.util.Map;
import java.util.function.Function;

/** The body of a request that must be a JSON object. */
final class JsonBody {

    private static final int MAX_BODY = 64 * 1024;

    private JsonBody() {}

    /** What {@code then} answers to the object, or what is wrong with the body. */
    static Answer read(Request request, Function<Map<String, Object>, Answer> then) {
        if (request.declaresAnotherType()) {
            return Problem.notJson(request.id());
        }
        byte[] body = request.body();
        if (body.length > MAX_BODY) {
            return Problem.tooLarge(request.id(), "64 KB");
        }
        return switch (Json.read(body)) {
            case Json.Read.NoJson() -> Problem.invalidJson(request.id());
            case Json.Read.SomethingElse() -> Problem.notAnObject(request.id());
            case Json.Read.AnObject(var fields) -> then.apply(fields);
        };
    }

    /**
     * The object that may be there, whatever it is declared as; anything else is as good as none.
     */
    static Map<String, Object> orNothing(Request request) {
        return Json.object(request.body()).orElse(Map.of());
    }
}
