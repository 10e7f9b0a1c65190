package io.quizsmith.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/** Every view of the console, over a run in which something of everything has happened. */
final class Views {

    private Views() {}

    /** Their addresses, by name. */
    static Map<String, String> of(Shop shop) {
        String completed =
                shop.await(
                        shop.generate(
                                "{\"user_id\": 1, \"quiz_size\": 3, \"profession\": \"pilot\","
                                        + " \"preferred_topics\": [\"weather\", \"radio\"]}"),
                        "completed");
        for (int i = 0; i < 12; i++) {
            shop.await(shop.generate(ordinary(i)), "completed");
        }
        String failed = shop.failed();
        shop.failed();
        String cancelled = shop.processing();
        shop.ask("POST", "tasks/" + cancelled + "/cancel/", "{\"reason\": \"asked for twice\"}");
        String processing = shop.processing();
        shop.deadLetter(shop.queued());
        shop.deadLetter("what is this");
        shop.callback("{\"worker_task_id\": \"task-9-9\", \"user_id\": 1, \"status\": \"failed\"}");
        String bulk =
                shop.ask(
                                "POST",
                                "bulk/",
                                "{\"action\": \"retry\", \"filter\": {\"status\": \"failed\"}}")
                        .get("id")
                        .toString();
        shop.run().tick("SweepFunction");

        var views = new LinkedHashMap<String, String>();
        views.put("overview", "/");
        views.put("tasks", "/tasks");
        views.put("task", "/tasks/" + completed);
        views.put("task-processing", "/tasks/" + processing);
        views.put("task-failed", "/tasks/" + failed);
        views.put("bulk", "/bulk?status=failed");
        views.put("bulk-run", "/bulk/" + bulk);
        views.put("dead-letters", "/dead-letters");
        views.put("users", "/users");
        views.put("user", "/users/1");
        views.put("try", "/try?task=" + completed);
        views.put("nothing-found", "/tasks?status=failed&declared_level=University");
        return views;
    }

    private static String ordinary(int i) {
        return "{\"user_id\": %d, \"quiz_size\": %d, \"declared_level\": \"%s\"}"
                .formatted(1 + i % 5, 3 + i % 4, i % 2 == 0 ? "Intermediate" : "Advanced");
    }
}
