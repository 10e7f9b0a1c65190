package io.quizsmith.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.quizsmith.function.Environment;
import java.util.Map;

/** Every minute: what is overdue, and what the dead-letter queue holds. */
public final class SweepHandler implements RequestHandler<Map<String, Object>, Void> {

    private final SweepTasks sweepTasks;
    private final SweepDeadLetters sweepDeadLetters;

    /** Lambda starts here. */
    public SweepHandler() {
        this(Environment.ofLambda());
    }

    public SweepHandler(Environment environment) {
        this.sweepTasks = new SweepTasks(environment);
        this.sweepDeadLetters = new SweepDeadLetters(environment);
    }

    @Override
    public Void handleRequest(Map<String, Object> event, Context context) {
        sweepTasks.sweep();
        sweepDeadLetters.sweep();
        return null;
    }
}
