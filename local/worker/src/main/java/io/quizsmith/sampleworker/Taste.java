package io.quizsmith.sampleworker;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which items suit a learner.
 *
 * @param difficulty the one to start from
 * @param context the learner's field of work; empty where the bank has none for it
 */
record Taste(String difficulty, Optional<String> context) {

    private static final List<String> DIFFICULTIES =
            List.of("beginner", "intermediate", "advanced");

    private static final Map<String, String> LEVELS =
            Map.ofEntries(
                    Map.entry("beginner", "beginner"),
                    Map.entry("elementary", "beginner"),
                    Map.entry("a1", "beginner"),
                    Map.entry("a2", "beginner"),
                    Map.entry("university", "advanced"),
                    Map.entry("advanced", "advanced"),
                    Map.entry("c1", "advanced"),
                    Map.entry("c2", "advanced"));

    /** Beginnings of words that people use for their work. The first that fits decides. */
    private static final List<Map.Entry<String, List<String>>> FIELDS =
            List.of(
                    Map.entry("software", List.of("software", "develop", "program", "devops")),
                    Map.entry("software", List.of("data", "web", "computer", "it")),
                    Map.entry("teaching", List.of("teach", "tutor", "lectur", "professor")),
                    Map.entry("healthcare", List.of("health", "nurs", "doctor", "medic")),
                    Map.entry("healthcare", List.of("pharmac", "dent", "surg")),
                    Map.entry("hospitality", List.of("hotel", "restaurant", "chef", "cook")),
                    Map.entry(
                            "hospitality",
                            List.of("hospitality", "wait", "reception", "tour", "barista")),
                    Map.entry("study", List.of("stud", "pupil", "research", "scien")),
                    Map.entry("engineering", List.of("engineer", "mechanic", "electric")),
                    Map.entry("engineering", List.of("architect", "technic")),
                    Map.entry("business", List.of("business", "manag", "sales", "market")),
                    Map.entry("business", List.of("account", "bank", "financ", "consult")));

    static Taste of(String declaredLevel, String profession) {
        String level = declaredLevel.strip().toLowerCase(Locale.ROOT);
        List<String> words =
                List.of(profession.strip().toLowerCase(Locale.ROOT).split("[^\\p{L}]+"));
        return new Taste(
                LEVELS.getOrDefault(level, "intermediate"),
                FIELDS.stream()
                        .filter(field -> field.getValue().stream().anyMatch(fits(words)))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    /** Short beginnings must be the whole word: "it" is not "Italian". */
    private static Predicate<String> fits(List<String> words) {
        return beginning ->
                words.stream()
                        .anyMatch(
                                word ->
                                        beginning.length() < 3
                                                ? word.equals(beginning)
                                                : word.startsWith(beginning));
    }

    /** 0 for the best items; the level counts for more than the field of work. */
    int distance(Item item) {
        int levels =
                Math.abs(
                        DIFFICULTIES.indexOf(item.difficulty()) - DIFFICULTIES.indexOf(difficulty));
        boolean elsewhere = context.isPresent() && !context.get().equals(item.context());
        return 2 * levels + (elsewhere ? 1 : 0);
    }
}
