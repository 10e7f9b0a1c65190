package io.quizsmith.export;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;
import io.quizsmith.question.Question;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.lifecycle.AfterContainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * GIFT as a reader sees it that goes by Moodle's rules for escapes. What was written is kept for
 * src/test/gift/check.mjs, which has a real reader read it.
 */
@Domain(HostileQuestions.class)
class GiftTest {

    private static final Path KEPT = Path.of("target", "gift", "cases.json");
    private static final Pattern BLOCK =
            Pattern.compile(
                    """
                    // \\[id:([^]]*)](?: \\[tag:[^]\\n]*])*
                    ::\\1::\\[plain]([^{]*)\\{
                    ((?:\\t[=~]\\[plain][^\\n]*\\n){4})(?:\\t####\\[plain]([^\\n]*)\\n)?}

                    """);

    private static final String ESCAPED = "\\#=~{}:n";
    private static final char FIRST = '\ufdd0';
    private static final char LINE_FEED = '\ufdd7';

    private static final List<Map<String, Object>> CASES = new ArrayList<>();

    @AfterContainer
    static void keep() throws IOException {
        Files.createDirectories(KEPT.getParent());
        Files.writeString(KEPT, Json.write(CASES));
    }

    @Property(tries = 300)
    void gift(@ForAll @Size(min = 1, max = 3) List<Question> questions) {
        var items = new ArrayList<ExportQuiz.Item>();
        questions.forEach(
                each -> items.add(new ExportQuiz.Item("task-1-2-q" + (items.size() + 1), each)));
        var gift =
                new String(
                        ExportFormat.GIFT.write(new ExportQuiz("task-1-2", items)).bytes(), UTF_8);
        CASES.add(Map.of("gift", gift, "questions", items.stream().map(GiftTest::kept).toList()));

        var block = BLOCK.matcher(marked(gift));
        for (var item : items) {
            assertThat(block.lookingAt()).as(gift).isTrue();
            assertThat(read(block.group(2))).isEqualTo(item.text().strip());
            var options = block.group(3).split("\n", -1);
            for (int i = 0; i < 4; i++) {
                assertThat(options[i]).startsWith(i == item.key() ? "\t=[plain]" : "\t~[plain]");
                assertThat(read(options[i].substring(9))).isEqualTo(item.options().get(i).strip());
            }
            block.region(block.end(), block.regionEnd());
        }
    }

    private static Map<String, Object> kept(ExportQuiz.Item item) {
        return Map.of(
                "id", item.id(),
                "text", item.text(),
                "options", item.options(),
                "key", item.key(),
                "explanation", item.explanation());
    }

    /** Escaped characters as others that no export has, so that what is left are marks. */
    private static String marked(String gift) {
        var marked = new StringBuilder();
        for (int i = 0; i < gift.length(); i++) {
            char c = gift.charAt(i);
            if (c == '\\') {
                i++;
                int which = ESCAPED.indexOf(gift.charAt(i));
                assertThat(which).as("an escape in " + gift).isNotNegative();
                c = (char) (FIRST + which);
            }
            marked.append(c);
        }
        return marked.toString();
    }

    private static String read(String marked) {
        var text = new StringBuilder();
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            int which = c - FIRST;
            boolean isEscaped = which >= 0 && which < ESCAPED.length();
            text.append(!isEscaped ? c : c == LINE_FEED ? '\n' : ESCAPED.charAt(which));
        }
        return text.toString();
    }
}
