package io.quizsmith.query;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;

import java.util.Optional;

/** Tasks, to those who may see them: somebody else's is as unknown as one that never was. */
final class VisibleTasks {

    private final TaskTable tasks;
    private final CallerUsers callers;

    VisibleTasks(TaskTable tasks, CallerUsers callers) {
        this.tasks = tasks;
        this.callers = callers;
    }

    /**
     * @param id as it was sent
     */
    Optional<Task> find(String id, Caller caller) {
        return TaskId.parse(id)
                .flatMap(known -> callers.seeing(caller, known))
                .flatMap(tasks::find);
    }
}
