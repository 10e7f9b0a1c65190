package io.quizsmith.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class DomainTest {

    private static final JavaClasses SHARED =
            new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void theDomainKnowsJavaAlone() {
        String[] domain = {
            "io.quizsmith.task..",
            "io.quizsmith.question..",
            "io.quizsmith.user..",
            "io.quizsmith.input..",
            "io.quizsmith.rollup..",
        };
        String[] known = {
            "java..",
            "io.quizsmith.task..",
            "io.quizsmith.question..",
            "io.quizsmith.user..",
            "io.quizsmith.input..",
            "io.quizsmith.rollup..",
        };
        classes()
                .that()
                .resideInAnyPackage(domain)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known)
                .check(SHARED);
    }

    @Test
    void onlyStorageQueueAndEnvironmentSeeTheAwsSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.quizsmith.dynamo..",
                        "io.quizsmith.sqs..",
                        "io.quizsmith.ssm..",
                        "io.quizsmith.function..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..")
                .check(SHARED);
    }
}
