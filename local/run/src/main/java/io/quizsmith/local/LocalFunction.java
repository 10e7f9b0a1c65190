package io.quizsmith.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A function of the template: bytes of an event in, bytes of an answer out, as in Lambda. */
public record LocalFunction(String id, int timeoutSeconds, RequestStreamHandler handler) {

    /** What Lambda takes of an answer, in bytes. */
    private static final int MOST = 6_291_556;

    /** The answer to the event. What the handler throws is thrown. */
    public byte[] invoke(byte[] event) {
        var output = new ByteArrayOutputStream();
        try {
            var context = new LocalContext(id, timeoutSeconds);
            handler.handleRequest(new ByteArrayInputStream(event), output, context);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        if (output.size() > MOST) {
            throw new IllegalStateException(
                    id
                            + " answered "
                            + output.size()
                            + " bytes; Lambda takes no more than "
                            + MOST);
        }
        return output.toByteArray();
    }
}
