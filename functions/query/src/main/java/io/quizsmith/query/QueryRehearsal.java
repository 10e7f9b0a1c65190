package io.quizsmith.query;

import io.quizsmith.function.Rehearsal;

import java.util.Map;

/**
 * A look at what happened to a task that does not exist, by an operator who does not either: it
 * goes through JAX-RS, and reads and tells a task as its status does.
 */
final class QueryRehearsal {

    private static final String EVENT =
            """
            {"version": "2.0", "routeKey": "GET /api/ai/tasks/{proxy+}", "rawPath": "/api/ai/tasks/task-1-1674470400000/events/",
             "rawQueryString": "", "headers": {"host": "rehearsal"},
             "requestContext": {"requestId": "rehearsal", "routeKey": "GET /api/ai/tasks/{proxy+}", "stage": "$default",
              "domainName": "rehearsal", "time": "23/Jan/2026:10:30:00 +0000", "timeEpoch": 1769164200000,
              "authorizer": {"jwt": {"claims": {"username": "rehearsal", "cognito:groups": "[operators]"}}},
              "http": {"method": "GET", "path": "/api/ai/tasks/task-1-1674470400000/events/", "protocol": "HTTP/1.1",
               "sourceIp": "127.0.0.1", "userAgent": "rehearsal"}},
             "isBase64Encoded": false}
            """;

    private static final String TASK =
            """
            {"Item": {"pk": {"S": "TASK#task-1-1674470400000"}, "sk": {"S": "TASK"},
             "task_id": {"S": "task-1-1674470400000"}, "user_id": {"N": "1"}, "username": {"S": "rehearsal"},
             "revision": {"N": "1"}, "status": {"S": "queued"}, "attempt": {"N": "1"}, "round": {"N": "1"},
             "quiz_size": {"N": "10"}, "declared_level": {"S": "Advanced"}, "request": {"M": {"goals": {"S": "job"}}},
             "created_at": {"N": "1674470400000"}, "start_by": {"N": "1674472200000"},
             "due_at": {"N": "1674472200000"}, "questions_created": {"N": "0"},
             "history": {"L": [{"M": {"t": {"N": "1674470400000"}, "a": {"S": "client"}, "w": {"S": "queued"}}}]}}}
            """;

    /** Short of capacity: then the task is read alone, and no forecast is remembered. */
    private static final String LEFT_OUT =
            """
            {"Responses": {}, "UnprocessedKeys": {"none": {"Keys": [{"pk": {"S": "ROLLUP"}, "sk": {"S": "PROGRESS"}}]}}}
            """;

    private QueryRehearsal() {}

    static Rehearsal rehearsal() {
        return new Rehearsal(EVENT, Map.of("BatchGetItem", LEFT_OUT, "GetItem", TASK));
    }
}
