package io.quizsmith.question.quality;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The patterns that are looked for only in a text that holds one of the fragments without which
 * they cannot be there. To look for those takes a fraction of the time, and few texts have one.
 */
enum Guarded {
    /** A model's own words, or a template's. */
    LEAK(
            Pattern.compile(
                    "\\bas an ai (?:language )?(?:model|assistant)\\b|\\b(?:my|your) system prompt\\b"
                            + "|\\bi (?:cannot|can't|am unable to) (?:assist|help|comply) with\\b"
                            + "|\\bhere (?:is|are) (?:the|your) (?:\\d+ )?(?:quiz|questions?)\\b"
                            + "|\\{\\{|\\}\\}|<\\|im_|\\[/?inst\\]|```|<script|\\[insert\\b"
                            + "|\\[your [a-z ]+\\]|\\blorem ipsum\\b",
                    Pattern.CASE_INSENSITIVE),
            "as an ai ,system prompt,i cannot ,i can't ,i am unable ,here is ,"
                    + "here are ,{{,}},<|im_,[inst,[/inst,[insert,```,<script,[your ,lorem ipsum"),

    ADDRESS(
            Pattern.compile(
                    "\\bhttps?://([^\\s/'\"]+)|\\bwww\\.([^\\s/'\"]+)|(?<![\\w.+-])[\\w.+-]{1,64}@([\\w-]{1,63}\\.[\\w.-]{0,200}\\w)",
                    Pattern.CASE_INSENSITIVE),
            "http,www.,@"),

    PROFANITY(
            Pattern.compile(
                    "\\b(?:(?:mother)?fuck(?:s|ed|er|ers|ing)?|(?:bull)?shit(?:s|ty|ting)?|cunts?|arseholes?|assholes?"
                            + "|bitch(?:es|y)?|bastards?|dickheads?|wank(?:er|ers|ing)?|sluts?|whores?|twats?|bollocks"
                            + "|piss(?:ed)? off|goddamn)\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS),
            "fuck,shit,cunt,arsehole,asshole,bitch,bastard,dickhead,wank,slut,whore,"
                    + "twat,bollocks,piss,goddamn"),

    ASKS_FOR_WHAT_IS_NOT(
            Pattern.compile(
                    "\\b(?:[Ww]hich|[Ww]hat|[Ww]ho|[Cc]hoose|[Ss]elect|[Ff]ind|[Pp]ick|[Ii]dentify|[Mm]ark|[Aa]ll)\\b"
                            + "[^.?!]{0,60}?"
                            + "(?:\\bnot\\b|n't\\b|\\bexcept\\b|\\bincorrect\\b|\\bincorrectly\\b"
                            + "|\\bleast likely\\b|\\bwrong\\b|\\bunlikely\\b)"),
            "not,n't,except,incorrect,least likely,wrong,unlikely"),

    SPEAKS_OF_WHAT_IS_NOT_THERE(
            Pattern.compile(
                    "\\b(?:according to|based on|refer to|look at|read|listen to|from|in) the (?:following |above |given )?"
                            + Guarded.THING
                            + "\\b(?= *[,.:;?!]| above| below|$)"
                            + "|\\bthe (?:above|following) "
                            + Guarded.THING
                            + "|\\bthe "
                            + Guarded.THING
                            + " (?:above|below)\\b|\\bas shown\\b|\\bshown (?:above|below)\\b"
                            + "|\\bthe (?:sentence|word|phrase|example|question)s? (?:above|below)\\b"
                            + "|\\b(?:underlined|highlighted|bold|italicised|italicized) (?:word|phrase|part|verb|section|text)",
                    Pattern.CASE_INSENSITIVE),
            "the passage,the text,the article,the paragraph,the dialog,the conversation,the picture,"
                    + "the figure,the image,the photo,the chart,the graph,the table,the diagram,"
                    + "the recording,the audio,the story,the email,the e-mail,the letter,the extract,"
                    + "the following ,the above ,the given ,shown, above, below,"
                    + "underlined ,highlighted ,bold ,italicised ,italicized "),

    ONLY_SAYS_WHICH(
            Pattern.compile(
                    "(?:the )?(?:correct|right|best) (?:answer|option|choice|word|form) (?:is|would be) .{0,40}"
                            + "|.{0,40} is (?:the )?(?:correct|right)(?: answer| option| choice)?",
                    Pattern.CASE_INSENSITIVE),
            "correct,right,best"),

    /** {@code option B}, {@code answers A and C}, {@code B is correct}. */
    NAMES_LETTERS(
            Pattern.compile(
                    "\\b(?i:options?|answers?|choices?|letters?|distractors?)(?i: is| are)? "
                            + "\\(?[A-D]\\b\\)?(?:(?:,? (?:and|or|nor) |, | & |/)\\(?[A-D]\\b\\)?){0,4}(?![-'’+#])"
                            + "|(?<![\\p{L}\\p{N}])\\(?[A-D]\\)?(?:(?:,? (?:and|or|nor) |, | & |/)\\(?[A-D]\\b\\)?){0,4}"
                            + " (?:is|are|would be) (?:also |both |all )?(?:correct|incorrect|right|wrong|not|the (?:only |best |correct |right ))\\b"),
            "option,answer,choice,letter,distractor,correct,right,wrong, not,"
                    + " the only , the best ");

    private static final String THING =
            "(?:passage|text|article|paragraph|dialogue|dialog|conversation|picture|figure|image|photo|chart"
                    + "|graph|table|diagram|recording|audio|story|email|e-mail|letter|extract)";

    private final Pattern pattern;
    private final String fragments;

    /**
     * As above.
     *
     * @param fragments in ASCII and lower case, with commas between them
     */
    Guarded(Pattern pattern, String fragments) {
        this.pattern = pattern;
        this.fragments = fragments;
    }

    Pattern pattern() {
        return pattern;
    }

    List<String> fragments() {
        return List.of(fragments.split(",", -1));
    }

    boolean mayBeIn(String text) {
        return Glance.at(text).mayHold(this);
    }

    boolean isIn(String text) {
        return mayBeIn(text) && pattern.matcher(text).find();
    }

    boolean isAllOf(String text) {
        return mayBeIn(text) && pattern.matcher(text).matches();
    }
}
