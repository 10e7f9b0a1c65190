package io.quizsmith.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Much of everything that a worker may send. */
final class Bulk {

    private static final List<String> FIELDS =
            List.of(
                    "sentence",
                    "directive",
                    "options",
                    "explanation",
                    "type",
                    "difficulty",
                    "score",
                    "context",
                    "category");

    private static final Map<String, Object> WRONG_OPTIONS = Map.of("A", 1, "B", 1, "C", 1, "D", 1);

    private Bulk() {}

    /** A callback for a task of user 1. */
    static String callback(String id, List<?> questions) {
        return Json.write(Map.of("worker_task_id", id, "user_id", 1, "questions", questions));
    }

    /** Text that does not get smaller by compression follows, up to so many bytes. */
    static String filled(String callback, int bytes) {
        String start = callback.substring(0, callback.length() - 1) + ", \"meta\": \"";
        var random = new byte[bytes];
        new Random(1).nextBytes(random);
        int room = bytes - start.getBytes(UTF_8).length - 2;
        return start + Base64.getEncoder().encodeToString(random).substring(0, room) + "\"}";
    }

    /** A question with nothing but this letter, everywhere as often as may be. */
    static Map<String, Object> longest(String letter) {
        var question = new HashMap<String, Object>(Api.question(letter.repeat(4000)));
        for (var field : List.of("directive", "explanation")) {
            question.put(field, letter.repeat(4000));
        }
        for (var field : List.of("type", "difficulty", "context", "category")) {
            question.put(field, letter.repeat(200));
        }
        String option = letter.repeat(1000);
        question.put("options", Map.of("A", option, "B", option, "C", option, "D", option));
        return question;
    }

    /** No field is right; which ones are there is chance. */
    static List<Map<String, Object>> junk(int count) {
        var random = new Random(1);
        var questions = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < count; i++) {
            var question = new HashMap<String, Object>();
            for (var field : FIELDS) {
                if (random.nextInt(8) > 0) {
                    question.put(field, field.equals("options") ? WRONG_OPTIONS : false);
                }
            }
            questions.add(question);
        }
        return questions;
    }
}
