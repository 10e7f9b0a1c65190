package io.quizsmith.local.crash;

import io.quizsmith.cloud.Template;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the template's policies say of a function.
 *
 * @param deniedElsewhere actions that are denied, whatever else allows them, on all other resources
 */
record Role(Set<Right> allowed, Set<Right> deniedElsewhere) {

    private static final Map<String, String> PHYSICAL = physical();

    private static Map<String, String> physical() {
        var physical = new HashMap<String, String>();
        for (String resource : List.of("Table", "TaskQueue", "DeadLetterQueue")) {
            physical.put(resource + ".Arn", resource);
        }
        return physical;
    }

    /**
     * Reads statements alone, and those that are plain: a policy by name, an action or resource
     * that is left out, or a condition is refused.
     */
    static Role of(Template template, String function) {
        var role = new Role(new HashSet<>(), new HashSet<>());
        var properties = template.resources().get(function).properties();
        for (Object each : (List<?>) properties.get("Policies")) {
            var policy = Template.asMap(each, function);
            for (Object statement : (List<?>) policy.get("Statement")) {
                role.add(Template.asMap(template.resolve(statement, function, PHYSICAL), function));
            }
        }
        return role;
    }

    private void add(Map<String, Object> statement) {
        boolean allows = "Allow".equals(statement.get("Effect"));
        String resources = allows ? "Resource" : "NotResource";
        if (!statement.keySet().equals(Set.of("Effect", "Action", resources))) {
            throw new AssertionError("not plain: " + statement);
        }
        for (Object action : (List<?>) statement.get("Action")) {
            for (Object resource : (List<?>) statement.get(resources)) {
                var right = new Right(action.toString(), resource.toString());
                if (!(allows ? allowed : deniedElsewhere).add(right)) {
                    throw new AssertionError("said twice: " + right);
                }
            }
        }
    }
}
