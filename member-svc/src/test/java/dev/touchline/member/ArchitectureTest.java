package dev.touchline.member;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of who is who, and of what stands, know nothing but Java. */
@AnalyzeClasses(packages = "dev.touchline.member", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule RULES_ARE_PURE = classes()
            .that()
            .resideInAnyPackage("dev.touchline.member.link", "dev.touchline.member.profile")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.touchline.member.link", "dev.touchline.member.profile");

    @ArchTest
    static final ArchRule ORGANISATION_AND_REGISTRY_ARE_APART = classes()
            .that()
            .resideInAPackage("dev.touchline.member.organisation")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("dev.touchline.member.registry", "dev.touchline.member.link");
}
