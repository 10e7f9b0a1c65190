package io.quizsmith.query;

import io.quizsmith.user.Usage;
import io.quizsmith.user.User;

import java.util.LinkedHashMap;
import java.util.Map;

/** A user as operators, and the user, see it. */
final class UserView {

    private UserView() {}

    static Map<String, Object> of(User user) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", user.id().value());
        view.put("username", user.username());
        view.put("email", user.email());
        view.put("first_name", user.firstName());
        view.put("declared_level", user.declaredLevel());
        view.put("goals", user.goals());
        view.put("profession", user.profession());
        view.put("referred_frequency", user.referredFrequency());
        view.put(
                "motivation_level",
                user.motivationLevel().isPresent() ? user.motivationLevel().getAsInt() : null);
        return view;
    }

    /** With what the user has used of the quotas; what is not limited is not counted. */
    static Map<String, Object> of(User user, Usage usage) {
        int pending = usage.quotas().pending();
        int perDay = usage.quotas().perDay();
        var limits = new LinkedHashMap<String, Object>();
        limits.put("pending", pending > 0 ? usage.pending() : null);
        limits.put("max_pending", pending > 0 ? pending : null);
        limits.put("today", perDay > 0 ? usage.today() : null);
        limits.put("max_per_day", perDay > 0 ? perDay : null);
        var view = of(user);
        view.put("limits", limits);
        return view;
    }
}
