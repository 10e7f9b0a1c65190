package io.quizsmith.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.quizsmith.function.Environment;

/** Every minute: what is overdue, and what the dead-letter queue holds. */
public final class SweepHandler implements RequestHandler<ScheduledEvent, Void> {

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
    public Void handleRequest(ScheduledEvent event, Context context) {
        sweepTasks.sweep();
        sweepDeadLetters.sweep();
        return null;
    }
}
