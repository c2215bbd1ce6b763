package dev.touchline.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules and the books know nothing of the machinery around them. */
@AnalyzeClasses(packages = "dev.touchline.order", importOptions = DoNotIncludeTests.class)
class BordersTest {

    @ArchTest
    static final ArchRule RULES_AND_BOOKS_ARE_PURE = noClasses()
            .that()
            .resideInAnyPackage("..order.document..", "..order.rule..", "..order.book..", "..order.twin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..", "java.sql..");

    @ArchTest
    static final ArchRule BOOKS_DO_NOT_KNOW_THE_STORES = noClasses()
            .that()
            .resideInAnyPackage("..order.document..", "..order.rule..", "..order.book..", "..order.twin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..order.sale..",
                    "..order.intake..",
                    "..order.quarantine..",
                    "..order.identify..",
                    "..order.pairing..");
}
