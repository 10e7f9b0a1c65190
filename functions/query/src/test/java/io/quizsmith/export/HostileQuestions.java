package io.quizsmith.export;

import io.quizsmith.question.Question;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

import java.util.List;

/** Questions whose text looks like the marks of every format. */
final class HostileQuestions extends DomainContextBase {

    private static final List<String> MARKS =
            List.of(
                    "\\",
                    "~",
                    "=",
                    "#",
                    "####",
                    "{",
                    "}",
                    ":",
                    "::",
                    "%50%",
                    "[html]",
                    "[plain]",
                    "//",
                    "$CATEGORY: x",
                    "]]>",
                    "<![CDATA[",
                    "<script>alert(1)</script>",
                    "&amp;",
                    "&",
                    "\"",
                    "'",
                    ",",
                    ";",
                    "\t",
                    "\n",
                    "\r\n",
                    "\n\n",
                    "\\n",
                    "=1+1",
                    "+1",
                    "-1",
                    "@SUM(A1)",
                    "A. ",
                    "ANSWER: B",
                    "_____",
                    "_x0041_",
                    "* a",
                    "1. b",
                    "# c",
                    "> d",
                    "`e`",
                    "| f |",
                    "---",
                    "![x](y)",
                    "\u0000",
                    "\u0001",
                    "\u0008",
                    "\u000b",
                    "\u001b",
                    "\u007f",
                    "\u0085",
                    "\u2028",
                    "\ufffe",
                    "\ufeff",
                    "\u202e",
                    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
                    "\ud83d\ude00",
                    "\ud83d\udc69\u200d\ud83c\udf93",
                    "Vi\u1ec7t",
                    "e\u0301",
                    "\u6f22\u5b57");

    @Provide
    Arbitrary<Question> question() {
        var label = text(4);
        return Combinators.combine(
                        visible(12),
                        text(6),
                        visible(6).list().ofSize(4),
                        Arbitraries.of(Question.LETTERS),
                        text(12),
                        label,
                        Arbitraries.integers().between(0, 10),
                        label)
                .as(
                        (stem, directive, options, key, explanation, type, score, category) ->
                                new Question(
                                        stem,
                                        directive,
                                        options,
                                        key,
                                        explanation,
                                        type,
                                        "advanced",
                                        score,
                                        "work",
                                        category));
    }

    private static Arbitrary<String> visible(int most) {
        return text(most).filter(text -> !text.isBlank());
    }

    private static Arbitrary<String> text(int most) {
        var words = Arbitraries.strings().alpha().numeric().withChars(' ').ofMaxLength(8);
        var any = Arbitraries.strings().all().ofMaxLength(3).filter(HostileQuestions::isUnicode);
        return Arbitraries.oneOf(Arbitraries.of(MARKS), Arbitraries.of(MARKS), words, any)
                .list()
                .ofMaxSize(most)
                .map(parts -> String.join("", parts));
    }

    /** Halves of surrogate pairs are refused where a worker's answer is read. */
    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }
}
