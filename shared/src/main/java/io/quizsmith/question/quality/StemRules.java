package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;

import java.util.Set;
import java.util.regex.Pattern;

/** What can be wrong with what is asked. */
final class StemRules {

    private static final Pattern QUOTED =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}])['‘][^'‘’]{0,500}(?:['’]\\p{L}[^'‘’]{0,500}){0,5}['’]"
                            + "|[\"“][^\"“”]{0,1000}[\"”]");
    static final Guarded ASKS_FOR_WHAT_IS_NOT =
            new Guarded(
                    Pattern.compile(
                            "\\b(?:[Ww]hich|[Ww]hat|[Ww]ho|[Cc]hoose|[Ss]elect|[Ff]ind|[Pp]ick|[Ii]dentify|[Mm]ark|[Aa]ll)\\b"
                                    + "[^.?!]{0,60}?"
                                    + "(?:\\bnot\\b|n't\\b|\\bexcept\\b|\\bincorrect\\b|\\bincorrectly\\b"
                                    + "|\\bleast likely\\b|\\bwrong\\b|\\bunlikely\\b)"),
                    "not,n't,except,incorrect,least likely,wrong,unlikely");

    /** So clearly an instruction that it is one with a blank at its end, too. */
    static final Guarded ALL_BUT =
            new Guarded(
                    Pattern.compile(
                            "^(?:[Aa]ll|[Ee]ach|[Aa]ny) of (?:these|the following)\\b[^.?!]{0,60}?\\bexcept\\b"),
                    "except");

    private static final String THING =
            "(?:passage|text|article|paragraph|dialogue|dialog|conversation|picture|figure|image|photo|chart"
                    + "|graph|table|diagram|recording|audio|story|email|e-mail|letter|extract)";
    static final Guarded SPEAKS_OF_WHAT_IS_NOT_THERE =
            new Guarded(
                    Pattern.compile(
                            "\\b(?:according to|based on|refer to|look at|read|listen to|from|in) the (?:following |above |given )?"
                                    + THING
                                    + "\\b(?= *[,.:;?!]| above| below|$)"
                                    + "|\\bthe (?:above|following) "
                                    + THING
                                    + "|\\bthe "
                                    + THING
                                    + " (?:above|below)\\b|\\bas shown\\b|\\bshown (?:above|below)\\b"
                                    + "|\\bthe (?:sentence|word|phrase|example|question)s? (?:above|below)\\b"
                                    + "|\\b(?:underlined|highlighted|bold|italicised|italicized) (?:word|phrase|part|verb|section|text)",
                            Pattern.CASE_INSENSITIVE),
                    "passage,text,article,paragraph,dialog,conversation,picture,figure,image,"
                            + "photo,chart,graph,table,diagram,recording,audio,story,email,e-mail,letter,"
                            + "extract,shown, above, below,underlined,highlighted,bold,italici");
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
        var question = item.question();
        String instruction = unquoted(question.directive());
        if (!question.stem().contains(Blanks.BLANK)) {
            instruction += "\n" + unquoted(question.stem());
        }
        if (ASKS_FOR_WHAT_IS_NOT.isIn(instruction) || ALL_BUT.isIn(question.stem())) {
            flaws.add(Flaw.NEGATIVE_STEM);
        }
        boolean hasPassage = item.stem().size() >= WORDS_OF_A_PASSAGE;
        String asked = question.directive() + "\n" + question.stem();
        if (!hasPassage
                && SPEAKS_OF_WHAT_IS_NOT_THERE.mayBeIn(asked)
                && !MARKED.matcher(asked).find()
                && SPEAKS_OF_WHAT_IS_NOT_THERE.isIn(unquoted(asked))) {
            flaws.add(Flaw.NOT_SELF_CONTAINED);
        }
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
