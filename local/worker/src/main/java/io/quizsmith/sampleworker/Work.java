package io.quizsmith.sampleworker;

/** Carries jobs out: waits as a model would, draws the questions, calls back. */
final class Work {

    private final SharedTokens tokens;
    private final Jobs jobs;
    private final Selection selection;
    private final Timer timer;
    private final Delivery delivery;

    Work(SharedTokens tokens, Jobs jobs, Timer timer, Delivery delivery) {
        this.tokens = tokens;
        this.jobs = jobs;
        this.selection = new Selection(Bank.load());
        this.timer = timer;
        this.delivery = delivery;
    }

    /** Returns at once, except where the job is to be over before it is accepted. */
    void start(Job job) {
        switch (job.order().fault()) {
            case SYNC -> finish(job);
            case EARLY -> delivery.send(callback(job, finish(job))).join();
            case SILENT -> timer.after(job.order().delay(), () -> jobs.release(job));
            case LOST -> timer.after(job.order().delay(), () -> finish(job));
            case NONE,
                    SLOW,
                    TWICE,
                    LATE,
                    OWN_ID,
                    WRONG_TOKEN,
                    BROKEN,
                    PARTIAL,
                    EMPTY,
                    FAILS,
                    BUSY,
                    DOWN,
                    FLAKY,
                    RESET,
                    REFUSES,
                    UNAUTHORIZED,
                    REDIRECT,
                    GARBAGE ->
                    timer.after(job.order().delay(), () -> callBack(job));
        }
    }

    private byte[] finish(Job job) {
        byte[] body = Json.bytes(CallbackBody.of(job, selection));
        job.finish(body);
        jobs.release(job);
        return body;
    }

    private void callBack(Job job) {
        Callback callback = callback(job, finish(job));
        var unused = delivery.send(callback);
        if (job.order().fault() == Fault.TWICE) {
            unused = delivery.send(callback);
        }
    }

    private Callback callback(Job job, byte[] body) {
        boolean wrong = job.order().fault() == Fault.WRONG_TOKEN;
        return new Callback(
                job.quotedId(),
                job.order().callbackUrl().orElseThrow(),
                wrong ? () -> "not-" + tokens.next() : tokens::next,
                !wrong,
                body);
    }
}
