package io.quizsmith.submit;

import io.quizsmith.function.Rehearsal;

import java.util.Map;

/** A submit that nobody asked for, by an operator for a user who does not exist. */
final class SubmitRehearsal {

    private static final String EVENT =
            """
            {"version": "2.0", "routeKey": "POST /api/ai/generate", "rawPath": "/api/ai/generate/", "rawQueryString": "",
             "headers": {"content-type": "application/json"},
             "requestContext": {"requestId": "rehearsal", "routeKey": "POST /api/ai/generate",
              "authorizer": {"jwt": {"claims": {"username": "rehearsal", "cognito:groups": "[operators]"}}},
              "http": {"method": "POST", "path": "/api/ai/generate/"}},
             "body": "{\\"user_id\\": 1, \\"quiz_size\\": 10, \\"goals\\": \\"job\\", \\"preferred_topics\\": [\\"a\\"]}",
             "isBase64Encoded": false}
            """;

    private static final String USER =
            """
            {"Item": {"pk": {"S": "USER#1"}, "sk": {"S": "PROFILE"}, "user_id": {"N": "1"},
             "username": {"S": "rehearsal"}, "email": {"S": ""}}}
            """;

    private static final String QUOTA =
            """
            {"Attributes": {"pk": {"S": "USER#1"}, "sk": {"S": "QUOTA"}, "held": {"M": {}}, "day": {"S": "2026-01-23"},
             "count": {"N": "1"}}}
            """;

    /** Short of capacity: then the user is read alone, and no forecast is remembered. */
    private static final String LEFT_OUT =
            """
            {"Responses": {}, "UnprocessedKeys": {"none": {"Keys": [{"pk": {"S": "ROLLUP"}, "sk": {"S": "PROGRESS"}}]}}}
            """;

    private SubmitRehearsal() {}

    static Rehearsal rehearsal() {
        return new Rehearsal(
                EVENT,
                Map.of(
                        "BatchGetItem", LEFT_OUT,
                        "GetItem", USER,
                        "UpdateItem", QUOTA,
                        "PutItem", "{}"));
    }
}
