package io.quizsmith.task;

import java.time.Instant;

/**
 * One thing that happened to a task.
 *
 * @param actor who did it: client, dispatch, worker, sweep, operator
 * @param what a word for it, such as {@code queued} or {@code handed over}
 * @param reason why, for a person; {@code ""} where the word says it all
 */
public record TaskEvent(Instant at, String actor, String what, String reason) {}
