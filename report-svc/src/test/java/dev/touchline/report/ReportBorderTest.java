package dev.touchline.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know of what. */
@AnalyzeClasses(
        packages = {
            "dev.touchline.report.batch",
            "dev.touchline.report.campaign",
            "dev.touchline.report.check",
            "dev.touchline.report.freshness",
            "dev.touchline.report.ledger",
            "dev.touchline.report.organisation",
            "dev.touchline.report.performance",
            "dev.touchline.report.person",
            "dev.touchline.report.publication"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class ReportBorderTest {

    @ArchTest
    static final ArchRule DATA_AND_RULES_DEPEND_ON_PLAIN_JAVA = noClasses()
            .that()
            .areRecords()
            .or()
            .areEnums()
            .or()
            .haveSimpleName("ReportCsv")
            .or()
            .haveSimpleName("Newest")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.smallrye..",
                    "io.vertx..",
                    "io.grpc..",
                    "com.google..",
                    "jakarta..",
                    "dev.touchline..v1..");

    @ArchTest
    static final ArchRule EDGES_ASK_NO_DATABASE = noClasses()
            .that()
            .haveSimpleNameEndingWith("Grpc")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..");

    @ArchTest
    static final ArchRule FAULT_TOLERANCE_LIVES_IN_CLIENTS = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Client")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.microprofile.faulttolerance..");
}
