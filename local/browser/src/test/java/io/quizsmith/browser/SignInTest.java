package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.local.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class SignInTest {

    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = new Shop(Options.forTests().withAuth());
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static void signIn(Visitor visitor, String user, boolean operator) {
        visitor.button("Sign in").click();
        visitor.page().getByLabel("User").selectOption(user);
        visitor.page().getByLabel("operator").setChecked(operator);
        visitor.button("Sign in").click();
    }

    @Test
    void anOperatorSignsInAndComesBackToTheSharedAddress() {
        try (var visitor = new Visitor(shop.api()).open("/tasks?status=failed")) {
            signIn(visitor, "learner1", true);

            assertThat(visitor.heading("Tasks")).isVisible();
            assertThat(visitor.page()).hasURL(Pattern.compile("/console/#/tasks\\?status=failed$"));
            assertThat(visitor.page().getByLabel("Status")).hasValue("failed");
            assertThat(visitor.page().getByText("learner1")).isVisible();
            assertThat(visitor.page().getByText("No task is like that")).isVisible();

            visitor.page().reload(); // the tab stays signed in
            assertThat(visitor.heading("Tasks")).isVisible();

            visitor.button("Sign out").click();
            assertThat(visitor.heading("Sign in")).isVisible();
        }
    }

    @Test
    void whoIsNoOperatorIsRefusedAndToldWhy() {
        try (var visitor = new Visitor(shop.api()).expecting(403).open("/tasks")) {
            signIn(visitor, "learner2", false);

            assertThat(visitor.heading("For operators only")).isVisible();
            assertThat(visitor.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("signed in as learner2");
        }
    }

    @Test
    void aTokenThatHasEndedLeadsToTheSignInPageAndBack() {
        try (var visitor = new Visitor(shop.api()).expecting(401).open("/tasks")) {
            signIn(visitor, "learner1", true);
            assertThat(visitor.heading("Tasks")).isVisible();

            visitor.page()
                    .evaluate(
                            "sessionStorage.setItem('quizsmith.token', JSON.stringify({access:"
                                    + " 'a.b.c', username: 'learner1'}))");
            assertThat(visitor.heading("Sign in")).isVisible(); // at the issuer's page
            visitor.page().getByLabel("User").selectOption("learner1");
            visitor.button("Sign in").click();
            assertThat(visitor.heading("Tasks")).isVisible();
        }
    }

    @Test
    void anAnswerThatNobodyAskedForSignsNobodyIn() {
        try (var visitor = new Visitor(shop.api())) {
            visitor.page().navigate(shop.api() + "/console/?code=stolen&state=made-up#/tasks");

            assertThat(visitor.heading("Sign in")).isVisible();
            assertThat(visitor.page().evaluate("sessionStorage.getItem('quizsmith.token')"))
                    .isNull();
        }
    }
}
