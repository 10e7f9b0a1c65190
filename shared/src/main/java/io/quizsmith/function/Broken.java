package io.quizsmith.function;

/**
 * Ends an invocation that broke. Lambda prints what a handler throws as a whole: so this says what
 * kind of thing was thrown and where, and not what that said, which may quote a payload.
 */
public final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Broken(Throwable thrown) {
        super(Log.kinds(thrown));
        setStackTrace(thrown.getStackTrace());
    }

    /** Without the cause itself, for its message would be printed with it. */
    public static Broken by(RuntimeException thrown) {
        return new Broken(thrown);
    }
}
