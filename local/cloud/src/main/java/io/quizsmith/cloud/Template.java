package io.quizsmith.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** template.yaml: its resources by logical id, and the values of its parameters. */
public final class Template {

    private final Map<String, Resource> resources;
    private final Map<String, Object> globals;
    private final Values values;

    private Template(Map<String, Resource> resources, Map<String, Object> globals, Values values) {
        this.resources = resources;
        this.globals = globals;
        this.values = values;
    }

    /** One resource, its properties as they are written. */
    public record Resource(String id, String type, Map<String, Object> properties) {}

    /** The template of this project. */
    public static Path path() {
        return Root.path().resolve("template.yaml");
    }

    /**
     * Reads a template.
     *
     * @param parameters values that take the place of the parameters' defaults
     * @throws TemplateException where a parameter has no value, or a value is set that is none
     */
    public static Template read(Path path, Map<String, String> parameters) {
        try {
            return parse(Files.readString(path), parameters);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Template parse(String yaml, Map<String, String> parameters) {
        Map<String, Object> template = CloudFormationYaml.read(yaml);
        var resources = new LinkedHashMap<String, Resource>();
        map(template, "Resources")
                .forEach((id, value) -> resource(id, value).ifPresent(r -> resources.put(id, r)));
        var values =
                new Values(
                        parameters(map(template, "Parameters"), parameters),
                        map(template, "Conditions"));
        return new Template(resources, map(template, "Globals"), values);
    }

    private static Optional<Resource> resource(String id, Object value) {
        var resource = asMap(value, "Resources." + id);
        return Optional.of(
                new Resource(
                        id, String.valueOf(resource.get("Type")), map(resource, "Properties")));
    }

    private static Map<String, String> parameters(
            Map<String, Object> declared, Map<String, String> given) {
        var values = new HashMap<String, String>();
        declared.forEach(
                (name, value) -> {
                    Object byDefault = asMap(value, "Parameters." + name).get("Default");
                    if (given.containsKey(name)) {
                        values.put(name, given.get(name));
                    } else if (byDefault != null) {
                        values.put(name, byDefault.toString());
                    }
                });
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new TemplateException("Parameters." + name, "is not declared");
                        });
        return values;
    }

    public Map<String, Resource> resources() {
        return resources;
    }

    public List<Resource> ofType(String type) {
        return resources.values().stream().filter(r -> r.type().equals(type)).toList();
    }

    /** What Globals says of the kind of resource, such as {@code Function}. */
    public Map<String, Object> globals(String kind) {
        return map(globals, kind);
    }

    /**
     * The value with every intrinsic function carried out: text, number, boolean, list or map.
     *
     * @param path where it stands in the template, for errors
     * @param physical what Ref and GetAtt of resources give: by {@code Id} and {@code Id.Attribute}
     */
    public Object resolve(Object value, String path, Map<String, String> physical) {
        return values.resolve(value, path, physical);
    }

    static Map<String, Object> map(Map<String, Object> parent, String key) {
        return parent.get(key) == null ? Map.of() : asMap(parent.get(key), key);
    }

    /** The value, which must be a map; {@code path} says where it stands. */
    @SuppressWarnings("unchecked") // keys of YAML maps in templates are strings
    public static Map<String, Object> asMap(Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new TemplateException(path, "must be a map");
    }
}
