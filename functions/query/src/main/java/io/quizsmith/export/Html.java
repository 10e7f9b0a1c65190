package io.quizsmith.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A page to print; the key is on a sheet of its own. */
public final class Html {

    private static final String STYLE =
            """
            body { font: 12pt/1.5 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
            h1, h2 { font-size: 1.3em; }
            .questions > li { margin: 0 0 1.2em; break-inside: avoid; }
            .options { list-style: upper-alpha; }
            .directive { font-style: italic; }
            p, li { overflow-wrap: anywhere; white-space: pre-line; margin: 0.2em 0; }
            .key { break-before: page; }
            """;

    /** The page runs nothing, asks for nothing, and has this style alone. */
    public static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + hash() + "'; frame-ancestors 'none'";

    private Html() {}

    private static String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Exported write(ExportQuiz quiz, boolean withKey) {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
        page.append("<meta charset=\"utf-8\">\n<title>").append(escaped(quiz.title()));
        page.append("</title>\n<style>").append(STYLE).append("</style>\n</head>\n<body>\n");
        page.append("<h1>").append(escaped(quiz.title())).append("</h1>\n");
        page.append("<ol class=\"questions\">\n");
        quiz.items().forEach(item -> question(item, page));
        page.append("</ol>\n");
        if (withKey) {
            page.append("<section class=\"key\">\n<h2>Key</h2>\n<ol>\n");
            quiz.items().forEach(item -> key(item, page));
            page.append("</ol>\n</section>\n");
        }
        return Exported.all(page.append("</body>\n</html>\n"));
    }

    private static void question(ExportQuiz.Item item, StringBuilder page) {
        page.append("<li>");
        if (!item.directive().isEmpty()) {
            element(page, "p class=\"directive\" dir=\"auto\"", item.directive());
        }
        element(page, "p class=\"stem\" dir=\"auto\"", item.stem());
        page.append("<ol class=\"options\">");
        item.options().forEach(option -> element(page, "li dir=\"auto\"", option));
        page.append("</ol></li>\n");
    }

    private static void key(ExportQuiz.Item item, StringBuilder page) {
        page.append("<li><b>").append(item.question().key()).append("</b>");
        if (!item.explanation().isBlank()) {
            element(page, "p dir=\"auto\"", item.explanation());
        }
        page.append("</li>\n");
    }

    private static void element(StringBuilder page, String tag, String text) {
        page.append('<').append(tag).append('>').append(escaped(text));
        page.append("</").append(tag.split(" ", 2)[0]).append('>');
    }

    /** The text as HTML, fit for an attribute too. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#039;");
    }
}
