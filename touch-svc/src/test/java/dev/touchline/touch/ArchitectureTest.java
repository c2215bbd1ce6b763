package dev.touchline.touch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of stages and arms know nothing but Java, not even the time. */
@AnalyzeClasses(packages = "dev.touchline.touch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule RULES_ARE_PURE = classes()
            .that()
            .resideInAnyPackage("dev.touchline.touch.journey", "dev.touchline.touch.arm")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.touchline.touch.journey", "dev.touchline.touch.arm")
            .andShould()
            .onlyDependOnClassesThat()
            .doNotHaveFullyQualifiedName("java.time.Clock");

    @ArchTest
    static final ArchRule CAMPAIGNS_AND_REPORTS_ARE_APART = classes()
            .that()
            .resideInAPackage("dev.touchline.touch.campaign")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("dev.touchline.touch.report", "dev.touchline.touch.journey");
}
