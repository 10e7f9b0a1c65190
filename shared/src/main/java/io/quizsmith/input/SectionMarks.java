package io.quizsmith.input;

import java.util.regex.Pattern;

/**
 * Leaves out of a text what looks like the frame of a model's conversation: tokens of chat
 * templates, tags and headings that name a speaker, fences and rules. This makes it harder to pass
 * a text off as something else; a worker must take it as data all the same.
 */
final class SectionMarks {

    private static final String SPEAKER = "(?:system|assistant|user|human|developer|tool)";

    private static final Pattern MARK =
            Pattern.compile(
                    String.join(
                            "|",
                            // <|im_start|>, and the same with full-width bars
                            "<[|\\uFF5C][^<>\\n]{0,64}[|\\uFF5C]>",
                            // [INST], [/INST], [SYSTEM_PROMPT]
                            "\\[/?(?:inst|system_prompt|available_tools|tool_calls|tool_results)\\]",
                            // <<SYS>>, <</SYS>>
                            "<</?sys>>",
                            // <s>, </s>, <bos>, <start_of_turn>
                            "</?s>|</?(?:bos|eos|pad|unk)>|<(?:start|end)_of_turn>",
                            // <system>, </instructions role="x">
                            "</?\\s*(?:"
                                    + SPEAKER
                                    + "|system_prompt|instructions?|prompt)(?:\\s[^<>]{0,200})?/?>",
                            // System: and ### System: where a line begins
                            "^[^\\S\\n]*(?:#{1,6}[^\\S\\n]*)?\\*{0,2}"
                                    + SPEAKER
                                    + "\\*{0,2}[^\\S\\n]*[:\\uFF1A]\\*{0,2}",
                            // ### Instruction, where a line begins
                            "^[^\\S\\n]*#{1,6}[^\\S\\n]*(?:"
                                    + SPEAKER
                                    + "|(?:system[^\\S\\n]+)?prompt|instructions?|response|input)"
                                    + "\\b[^\\S\\n]*:?",
                            // fences, and rules that are a line
                            "`{3,}|~{3,}|\"{3,}|'{3,}",
                            "^[^\\S\\n]*(?:-{3,}|={3,}|\\*{3,}|_{3,}|#{3,})[^\\S\\n]*$"),
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private SectionMarks() {}

    /** What is left may be a mark in its turn, where one was put into another. */
    static String without(String text) {
        String left = text;
        for (var found = MARK.matcher(left); found.find(); found = MARK.matcher(left)) {
            left = found.replaceAll("").strip();
        }
        return left;
    }
}
