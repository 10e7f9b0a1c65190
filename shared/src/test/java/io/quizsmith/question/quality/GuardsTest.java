package io.quizsmith.question.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.question.Question;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A rule that looks before it searches must find what it would find by searching. */
class GuardsTest {

    private static final Pattern ARTICLE =
            Pattern.compile("(?:^|[^\\p{L}'’])(an?) ['\"‘“]?_____", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’]\\p{L}+){0,2}");

    @Property(tries = 10_000)
    void noGuardHidesWhatItsPatternWouldFind(@ForAll("texts") String text) {
        for (var guarded : Guarded.values()) {
            if (guarded.pattern().matcher(text).find()) {
                assertThat(guarded.mayBeIn(text)).as(guarded.pattern().pattern()).isTrue();
            }
        }
    }

    @Property
    void noExplanationThatOnlySaysWhichIsRightIsLongerThanTheRuleLooks(
            @ForAll("texts") String text) {
        if (Guarded.ONLY_SAYS_WHICH.pattern().matcher(text).matches()) {
            assertThat(text.codePointCount(0, text.length()))
                    .isLessThan(TextRules.LONGEST_THAT_ONLY_SAYS_WHICH);
        }
    }

    @Property
    void phonesAndLettersOfOptionsAreFoundAsByTheirPatterns(@ForAll("texts") String text) {
        assertThat(TextRules.hasPhone(text)).isEqualTo(TextRules.PHONE.matcher(text).find());
        assertThat(Letters.areNamed(text))
                .isEqualTo(Guarded.NAMES_LETTERS.pattern().matcher(text).find());
    }

    @Property
    void theArticleBeforeABlankIsFoundAsInTheWholeSentence(
            @ForAll("texts") String text, @ForAll("articles") String article) {
        for (String before : List.of(text + article, article, text)) {
            String sentence = before + Blanks.BLANK;
            var found =
                    ARTICLE.matcher(sentence)
                            .results()
                            .filter(match -> match.end() == sentence.length())
                            .map(match -> match.group(1));

            assertThat(ClueRules.articleAtEnd(before)).isEqualTo(found.findFirst().orElse(""));
        }
    }

    @Provide
    Arbitrary<String> articles() {
        return Arbitraries.of(
                "a ", "An ", " an “", " a '", "𝐀n ", "👍an \"", "’a ", "1an ", "Éa ", "an  ");
    }

    @Property
    void optionsAreJudgedAsByTheirPatterns(@ForAll("texts") String text) {
        var label = OptionRules.LABEL.matcher(text);

        assertThat(OptionRules.label(text))
                .isEqualTo(label.find() ? label.group(1).toUpperCase(Locale.ROOT) : "");
        assertThat(OptionRules.standsForOthers(text))
                .isEqualTo(
                        OptionRules.OTHERS
                                .matcher(OptionRules.withoutFinalPunctuation(text))
                                .matches());
    }

    @Property
    void wordsAreLettersAndDigitsWithTwoEndingsAtMost(@ForAll("texts") String text) {
        var words = WORD.matcher(text).results().map(MatchResult::group);

        assertThat(Words.of(text))
                .isEqualTo(
                        words.map(word -> word.toLowerCase(Locale.ROOT).replace('’', '\''))
                                .toList());
    }

    @Property
    void textsOfTheSameWordsHaveTheSameHash(@ForAll("texts") String text) {
        String sameWords = String.join(" - ", Words.of(text));

        assertThat(Words.hash(sameWords)).isEqualTo(Words.hash(text));
    }

    @Property
    void theWordsOfASentenceThatIsFilledInAreAsIfItHadBeenRead(
            @ForAll("texts") String before,
            @ForAll("texts") String key,
            @ForAll("texts") String after) {
        for (String stem : List.of(before, "_____" + after, before + " _____ " + after)) {
            var question = Normal.of(question("Is " + stem, key));

            assertThat(Likeness.filled(Item.of(question)))
                    .containsExactlyInAnyOrderElementsOf(Words.of(Blanks.filled(question)));
        }
    }

    private static Question question(String stem, String key) {
        return new Question(stem, "", List.of("a", "b", "c", key), "D", "", "", "", 0, "", "");
    }

    @Property
    void aLineIsComposedAndHasSingleBlanks(@ForAll("texts") String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);

        assertThat(Normal.line(text)).isEqualTo(composed.replaceAll("[\\s\\u00a0]+", " ").strip());
    }

    @Property
    void blanksAreDrawnAsByTheirPatterns(@ForAll("texts") String text) {
        String drawn = Blanks.LINE.matcher(text).replaceAll(Blanks.BLANK);
        drawn = Blanks.BRACKETS.matcher(drawn).replaceAll(Blanks.BLANK);
        if (!drawn.contains(Blanks.BLANK)) {
            drawn = Blanks.DOTS.matcher(drawn).replaceAll(Blanks.BLANK);
        }
        if (!drawn.contains(Blanks.BLANK)) {
            drawn = Blanks.DOTS_AT_END.matcher(drawn).replaceAll(Blanks.BLANK);
        }
        drawn = Blanks.SIDE_BY_SIDE.matcher(drawn).replaceAll(Blanks.BLANK);

        assertThat(Blanks.drawn(text, true)).isEqualTo(drawn);
    }

    /**
     * Pieces of what the patterns look for, in any order and case, among characters of all kinds.
     */
    @Provide
    Arbitrary<String> texts() {
        var piece =
                Arbitraries.oneOf(
                        Arbitraries.of(PIECES),
                        Arbitraries.of(PIECES).map(each -> each.toUpperCase(Locale.ROOT)),
                        Arbitraries.of(" ", " ", " ", ".", ", ", "'", "’", "\"", "“", "-", "\n"),
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(2));
        return piece.list().ofMinSize(1).ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    private static final String[] PIECES =
            String.join(
                            "~",
                            "in the passage.~in the text.~in the article.~in the paragraph.~in the dialog.~in the conversation.~in the picture.",
                            "in the image.~in the photo.~in the chart.~in the graph.~in the table.~in the diagram.~in the recording.~in the audio.",
                            "in the email.~in the letter.~the words below~bold word~i cannot help with~[inst]~as shown",
                            "which~what~all~choose~each of the following~ not ~isn't~except~incorrectly~least likely~unlikely",
                            "Which is not so~what isn't ~which is wrong~find the incorrect ~who is least likely ~choose the unlikely ~all except ",
                            "any of these except ~from the figure.~in the given story,~read the extract~as shown ~shown below~the example above",
                            "option A~choice (B)~letters C and D~distractor D~answers A~A is right~(B) are correct~C, D are wrong~D would be the best ",
                            "A is not~B and C are both the only ~correct answer is this~best form is ~that is right~the right word would be ",
                            "according to the ~look at the ~in the ~the above ~the following ~passage~dialogue~e-mail~table ~text",
                            " above~as shown~the sentences~underlined word~bold ~italicised part~highlighted verb",
                            "as an ai model~as an ai language assistant~my system prompt~i can't assist with~i am unable to help with",
                            "here are the 10 questions~here is your quiz~{{~}}~<|im_~[/inst]~```~<script~[insert ~[your name]~lorem ipsum",
                            "https://~www.~a.b~@~example.com~+49 170 1234567~00~555-123-4567~(555)~12~7",
                            "fuck~motherfuckers~\u017fhit~fuc\u212a~p\u0131ss off~b\u0130tch~bastards~wanker~sluts~whore~twat~bollocks",
                            "cunt~arseholes~asshole~dickhead~goddamn~the correct answer is ~ is the right option~best choice would be",
                            "option ~answers ~choice ~letter ~distractors ~(a)~a~b~c~d~ and ~ or ~ is correct~ are both wrong~ & ~/",
                            "A~B~ is not~A is the best ~(C)~B) ~(d). ~a. ~both ~none of the above~any of these~neither option~a and b",
                            "_____~___~__~_~[ ]~( )~[blank]~<blank>~...~…~e\u0301~é~\u0301~\u2160~²~\u0663~Σ~\u2028~\u0085~\u00a0~\t~y'all'd've")
                    .split("~", -1);
}
