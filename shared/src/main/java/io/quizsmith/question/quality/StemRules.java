package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;

import java.util.Set;
import java.util.regex.Pattern;

/** What can be wrong with what is asked. */
final class StemRules {

    private static final Pattern QUOTED =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}])['‘][^'‘’]{0,500}(?:['’]\\p{L}[^'‘’]{0,500}){0,5}['’]"
                            + "|[\"“][^\"“”]{0,1000}[\"”]");

    /** So clearly an instruction that it is one with a blank at its end, too. */
    private static final Pattern ALL_BUT =
            Pattern.compile(
                    "^(?:[Aa]ll|[Ee]ach|[Aa]ny) of (?:these|the following)\\b[^.?!]{0,60}?\\bexcept\\b");

    private static final Pattern MARKED = Pattern.compile("\\*\\S|<[ubi]>|</|\\b_\\p{L}");
    private static final int WORDS_OF_A_PASSAGE = 35;

    private StemRules() {}

    static void check(Item item, Set<Flaw> flaws) {
        var question = item.question();
        String stem = question.stem();
        int blanks = Blanks.count(stem);
        boolean missing = Normal.mustHaveBlank(question) && blanks == 0;
        if (missing || (blanks > 1 && !Blanks.areAllFilled(question, blanks))) {
            flaws.add(Flaw.BLANK_MISSING);
        }
        checkInstruction(item, flaws);
    }

    private static void checkInstruction(Item item, Set<Flaw> flaws) {
        if (item.glance().mayHold(Guarded.ASKS_FOR_WHAT_IS_NOT)
                && asksForWhatIsNot(item.question())) {
            flaws.add(Flaw.NEGATIVE_STEM);
        }
        boolean hasPassage = item.stem().size() >= WORDS_OF_A_PASSAGE;
        if (!hasPassage
                && item.glance().mayHold(Guarded.SPEAKS_OF_WHAT_IS_NOT_THERE)
                && speaksOfWhatIsNotThere(item.question())) {
            flaws.add(Flaw.NOT_SELF_CONTAINED);
        }
    }

    private static boolean asksForWhatIsNot(Question question) {
        String instruction = unquoted(question.directive());
        if (!question.stem().contains(Blanks.BLANK)) {
            instruction += "\n" + unquoted(question.stem());
        }
        return Guarded.ASKS_FOR_WHAT_IS_NOT.isIn(instruction)
                || ALL_BUT.matcher(question.stem()).find();
    }

    private static boolean speaksOfWhatIsNotThere(Question question) {
        String asked = question.directive() + "\n" + question.stem();
        return !MARKED.matcher(asked).find()
                && Guarded.SPEAKS_OF_WHAT_IS_NOT_THERE.isIn(unquoted(asked));
    }

    private static String unquoted(String text) {
        return holdsQuote(text) ? QUOTED.matcher(text).replaceAll("''") : text;
    }

    private static boolean holdsQuote(String text) {
        return text.indexOf('\'') >= 0
                || text.indexOf('"') >= 0
                || text.indexOf('‘') >= 0
                || text.indexOf('“') >= 0;
    }
}
