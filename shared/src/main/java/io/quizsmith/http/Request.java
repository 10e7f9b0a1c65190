package io.quizsmith.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An HTTP request, as an HTTP API or a function URL hands it over (payload format 2.0). */
public final class Request {

    private final APIGatewayV2HTTPEvent event;

    public Request(APIGatewayV2HTTPEvent event) {
        this.event = event;
    }

    public String method() {
        return event.getRequestContext().getHttp().getMethod();
    }

    /** The path as it was sent. */
    public String path() {
        return Optional.ofNullable(event.getRawPath()).orElse("");
    }

    /** Names the request in answers and logs. */
    public String id() {
        return Optional.ofNullable(event.getRequestContext().getRequestId()).orElse("");
    }

    /** The header's value, {@code ""} where it is absent. */
    public String header(String name) {
        Map<String, String> headers = event.getHeaders();
        return headers == null ? "" : headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The body, decoded where it came base64-encoded. */
    public byte[] body() {
        String body = event.getBody();
        if (body == null) {
            return new byte[0];
        }
        if (!event.getIsBase64Encoded()) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    /** Whether the body is declared as something other than JSON. */
    public boolean declaresAnotherType() {
        return isAnotherType(header("content-type"));
    }

    /** Whether a content type, {@code ""} where there is none, is something other than JSON. */
    public static boolean isAnotherType(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean json =
                type.isEmpty()
                        || type.equals("application/json")
                        || type.equals("text/json")
                        || (type.startsWith("application/") && type.endsWith("+json"));
        return !json;
    }
}
