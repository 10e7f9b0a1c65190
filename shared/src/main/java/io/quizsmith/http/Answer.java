package io.quizsmith.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.quizsmith.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer over HTTP, with a JSON body. */
public record Answer(int status, Map<String, String> headers, Map<String, Object> body) {

    private static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
        body = Collections.unmodifiableMap(body);
    }

    public static Answer json(int status, Map<String, Object> body) {
        return new Answer(status, Map.of("Content-Type", JSON), body);
    }

    /** The same answer with one more header. */
    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    public APIGatewayV2HTTPResponse toEvent() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(Json.write(body))
                .withIsBase64Encoded(false)
                .build();
    }
}
