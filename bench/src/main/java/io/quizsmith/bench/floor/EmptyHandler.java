package io.quizsmith.bench.floor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads its event and says nothing: the least that a function in Java costs. */
public final class EmptyHandler implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context)
            throws IOException {
        event.readAllBytes();
        output.write(new byte[] {'{', '}'});
    }
}
