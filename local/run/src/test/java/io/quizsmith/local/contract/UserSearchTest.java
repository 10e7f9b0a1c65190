package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** GET /api/ai/users/ */
class UserSearchTest {

    private final Api api = Run.api();

    @Test
    void usersAreFoundByIdUsernameAndEmailWhateverTheCapitals() {
        long ada = user("Ada-Search", "countess@search.example");
        long adam = user("adam-SEARCH", "Adam@Search.example");
        long grace = user("grace-search", "ADMIRAL@search.example");

        assertThat(found("" + ada)).containsExactly(ada);
        assertThat(found("ADA-")).containsExactly(ada);
        assertThat(found("ada")).contains(ada, adam);
        assertThat(found("adm")).containsExactly(grace);
        assertThat(found("adam")).containsExactly(adam);
        assertThat(found("  Countess@SEARCH ")).containsExactly(ada);
        assertThat(found("search")).isEmpty();
        var profile = new HashMap<>(api.get("/api/ai/users/" + ada + "/").json());
        profile.remove("limits");
        assertThat(search("ada-s").list("users")).singleElement().isEqualTo(profile);
    }

    @Test
    void whoHasTheTextAsUsernameComesFirstAndOnce() {
        user("twin-b", "");
        long exact = user("twin", "twin@example.com");
        user("twin-a", "");

        assertThat(found("twin")).hasSize(3).startsWith(exact).doesNotHaveDuplicates();
    }

    @Test
    void aUserWhoIsRenamedIsFoundByTheNewNameAlone() {
        long id = user("Renamed-One", "one@renamed.example");

        put(id, "RENAMED-one", "ONE@renamed.example");
        assertThat(found("renamed-o")).containsExactly(id);
        assertThat(found("one@renamed")).containsExactly(id);

        put(id, "another-name", "");
        assertThat(found("renamed-o")).isEmpty();
        assertThat(found("one@renamed")).isEmpty();
        assertThat(found("another-n")).containsExactly(id);
    }

    @Test
    void pagesFollowEachOtherByUsernameThenByEmail() {
        var expected = new ArrayList<Long>();
        for (String name : List.of("paged-a", "paged-B", "paged-c")) {
            expected.add(user(name, name + "@example.com"));
        }
        expected.add(user("zz", "paged-d@example.com"));
        var read = new ArrayList<Long>();
        String cursor = "";
        do {
            Reply page = search("paged&limit=1" + cursor);
            assertThat(page.list("users").size()).isLessThanOrEqualTo(1);
            read.addAll(ids(page));
            cursor = "&cursor=" + page.text("next_cursor");
        } while (!cursor.endsWith("null"));

        assertThat(read).isEqualTo(expected);
    }

    @Test
    void withoutATextAllAreThereByUsername() {
        long last = user("~last", "");
        var names = new ArrayList<String>();
        String cursor = "";
        do {
            Reply page = api.get("/api/ai/users/?limit=7" + cursor);
            page.list("users")
                    .forEach(each -> names.add(((Map<?, ?>) each).get("username").toString()));
            cursor = "&cursor=" + page.text("next_cursor");
        } while (!cursor.endsWith("null"));

        assertThat(names)
                .contains("learner1", "learner5", "~last")
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparing(name -> name.toLowerCase(Locale.ROOT)));
        assertThat(last).isPositive();
    }

    @Test
    void theLongestNamesAndAddressesAreFound() {
        String name = "𝔏".repeat(150);
        String email = "İ".repeat(254);
        long id = user(name, email);

        assertThat(found(name.substring(0, 20))).contains(id);
        assertThat(found(name)).containsExactly(id);
        assertThat(found("İ".repeat(120))).containsExactly(id);
        assertThat(found("İ".repeat(120) + "x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "NAME#", "%", "*", "\\", "\u0000", "😀", "' OR 1=1"})
    void anyTextIsATextToLookFor(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedAndACursorOfAnotherListIsNone() {
        user("cursor-a", "");
        user("cursor-b", "");
        String cursor = search("cursor-&limit=1").text("next_cursor");

        assertThat(search("other&cursor=" + cursor).wrongFields()).containsExactly("cursor");
        assertThat(search("x".repeat(255) + "&limit=-1&cursor=*").wrongFields())
                .containsExactly("q", "limit", "cursor");
        assertThat(api.get("/api/ai/users/?limit=0").list("users")).isEmpty();
    }

    private long user(String username, String email) {
        long id = Run.newUser();
        put(id, username, email);
        return id;
    }

    private void put(long id, String username, String email) {
        Reply reply =
                api.put(
                        "/api/ai/users/" + id + "/",
                        Json.write(Map.of("username", username, "email", email)));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    private List<Long> found(String text) {
        return ids(search(URLEncoder.encode(text, StandardCharsets.UTF_8)));
    }

    private Reply search(String parameters) {
        return api.get("/api/ai/users/?q=" + parameters);
    }

    private static List<Long> ids(Reply page) {
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        return page.list("users").stream()
                .map(each -> ((Number) ((Map<?, ?>) each).get("id")).longValue())
                .toList();
    }
}
