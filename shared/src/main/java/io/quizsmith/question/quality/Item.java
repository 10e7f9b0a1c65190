package io.quizsmith.question.quality;

import io.quizsmith.question.Question;

import java.util.ArrayList;
import java.util.List;

/**
 * A question with the {@link Words} of its texts, which many rules look at.
 *
 * @param question in its normal form
 * @param stem its words; a blank is none
 * @param beforeBlank how many of them stand before the first blank
 * @param options the words of each
 * @param explanationHash {@link Words#hash} of its explanation
 * @param glance at its directive, its stem and its options
 */
record Item(
        Question question,
        List<String> stem,
        int beforeBlank,
        List<List<String>> options,
        int explanationHash,
        Glance glance) {

    static Item of(Question normal) {
        int blank = Math.max(0, normal.stem().indexOf(Blanks.BLANK));
        var stem = Words.of(normal.stem().substring(0, blank));
        int beforeBlank = stem.size();
        stem.addAll(Words.of(normal.stem().substring(blank)));
        var glance = Glance.at(normal.directive());
        glance.look(normal.stem());
        var options = new ArrayList<List<String>>();
        for (String option : normal.options()) {
            options.add(Words.of(option));
            glance.look(option);
        }
        return new Item(
                normal, stem, beforeBlank, options, Words.hash(normal.explanation()), glance);
    }

    /** The words of the right option. */
    List<String> key() {
        return options.get(question.keyPlace());
    }

    /** The words of its explanation, which few rules need. */
    List<String> explanation() {
        return Words.of(question.explanation());
    }

    /** Whether the explanation is the right option once more, word for word. */
    boolean isExplainedByKey() {
        return explanationHash == Words.hash(question.keyText()) && explanation().equals(key());
    }

    /** The words of each of the wrong options. */
    List<List<String>> distractors() {
        var distractors = new ArrayList<>(options);
        distractors.remove(question.keyPlace());
        return distractors;
    }
}
