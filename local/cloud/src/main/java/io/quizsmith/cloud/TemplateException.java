package io.quizsmith.cloud;

/** The template says something that cannot be run here; names the place. */
public final class TemplateException extends RuntimeException {

    public TemplateException(String path, String what) {
        super("template.yaml: " + path + " " + what);
    }
}
