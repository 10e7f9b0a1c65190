package io.quizsmith.local.contract;

import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;

import java.util.concurrent.atomic.AtomicLong;

/** The local run that the contract's tests share: started once, and used over HTTP. */
final class Run {

    private static final AtomicLong NEXT_USER = new AtomicLong(1000);
    private static LocalRun shared;

    private Run() {}

    static synchronized LocalRun shared() {
        if (shared == null) {
            shared = LocalRuns.start(Options.forTests());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    static Api api() {
        return new Api(shared().apiUri());
    }

    /** What the worker calls back: the function URL. */
    static Api receive() {
        return new Api(shared().receiveUri());
    }

    /** A user that no other test knows, without a profile. */
    static long newUser() {
        long id = NEXT_USER.incrementAndGet();
        api().put("/api/ai/users/" + id + "/", "{\"username\": \"user" + id + "\"}");
        return id;
    }
}
