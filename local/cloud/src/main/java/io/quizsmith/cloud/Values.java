package io.quizsmith.cloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries out intrinsic functions. */
final class Values {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}][^}]*)}");
    private static final Object NO_VALUE = new Object();
    private static final Map<String, String> PSEUDO_PARAMETERS =
            Map.of(
                    "AWS::Region", "us-east-1",
                    "AWS::AccountId", "000000000000",
                    "AWS::Partition", "aws",
                    "AWS::URLSuffix", "amazonaws.com",
                    "AWS::StackName", "quizsmith");

    private final Map<String, String> parameters;
    private final Map<String, Object> conditions;

    Values(Map<String, String> parameters, Map<String, Object> conditions) {
        this.parameters = parameters;
        this.conditions = conditions;
    }

    Object resolve(Object value, String path, Map<String, String> physical) {
        return switch (value) {
            case Map<?, ?> map when isIntrinsic(map) -> {
                var entry = map.entrySet().iterator().next();
                yield call((String) entry.getKey(), entry.getValue(), path, physical);
            }
            case Map<?, ?> map -> {
                var resolved = new LinkedHashMap<String, Object>();
                map.forEach(
                        (key, each) -> {
                            Object known = resolve(each, path + "." + key, physical);
                            if (known != NO_VALUE) {
                                resolved.put((String) key, known);
                            }
                        });
                yield resolved;
            }
            case List<?> list ->
                    list.stream()
                            .map(each -> resolve(each, path, physical))
                            .filter(known -> known != NO_VALUE)
                            .toList();
            case null, default -> value;
        };
    }

    private static boolean isIntrinsic(Map<?, ?> map) {
        return map.size() == 1
                && map.keySet().iterator().next() instanceof String key
                && (key.equals("Ref") || key.equals("Condition") || key.startsWith("Fn::"));
    }

    private Object call(String name, Object argument, String path, Map<String, String> physical) {
        return switch (name) {
            case "Ref" ->
                    argument.equals("AWS::NoValue")
                            ? NO_VALUE
                            : reference(argument.toString(), path, physical);
            case "Fn::GetAtt" -> {
                var parts = (List<?>) argument;
                yield reference(parts.get(0) + "." + parts.get(1), path, physical);
            }
            case "Fn::Sub" -> substitute(argument, path, physical);
            case "Fn::If" -> {
                var branches = (List<?>) argument;
                boolean holds = condition(branches.get(0).toString(), path);
                yield resolve(branches.get(holds ? 1 : 2), path, physical);
            }
            case "Fn::Split" -> {
                var parts = (List<?>) argument;
                String text = resolve(parts.get(1), path, physical).toString();
                yield List.of(text.split(Pattern.quote(parts.get(0).toString()), -1));
            }
            case "Fn::Join" -> {
                var parts = (List<?>) argument;
                var items = (List<?>) resolve(parts.get(1), path, physical);
                yield String.join(
                        parts.get(0).toString(), items.stream().map(Object::toString).toList());
            }
            default -> throw new TemplateException(path, "uses " + name + ", unknown here");
        };
    }

    private String reference(String name, String path, Map<String, String> physical) {
        String value =
                physical.getOrDefault(
                        name, parameters.getOrDefault(name, PSEUDO_PARAMETERS.get(name)));
        if (value == null) {
            throw new TemplateException(path, "refers to " + name + ", which has no value here");
        }
        return value;
    }

    private String substitute(Object argument, String path, Map<String, String> physical) {
        if (!(argument instanceof String text)) {
            throw new TemplateException(path, "uses Fn::Sub with a map, unknown here");
        }
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        reference(found.group(1), path, physical)));
    }

    private boolean condition(String name, String path) {
        if (!conditions.containsKey(name)) {
            throw new TemplateException(path, "asks for the condition " + name + ", unknown here");
        }
        return holds(conditions.get(name), "Conditions." + name);
    }

    private boolean holds(Object condition, String path) {
        var entry = Template.asMap(condition, path).entrySet().iterator().next();
        return switch (entry.getKey()) {
            case "Condition" -> condition(entry.getValue().toString(), path);
            case "Fn::Equals" -> {
                var sides = (List<?>) entry.getValue();
                yield Objects.equals(
                        resolve(sides.get(0), path, Map.of()),
                        resolve(sides.get(1), path, Map.of()));
            }
            case "Fn::Not" -> !holds(((List<?>) entry.getValue()).get(0), path);
            default -> throw new TemplateException(path, "uses " + entry.getKey());
        };
    }
}
