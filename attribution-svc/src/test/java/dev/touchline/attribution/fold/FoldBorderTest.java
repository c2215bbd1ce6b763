package dev.touchline.attribution.fold;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The fold is plain Java: it knows nothing of Quarkus, protobuf, SQL or clocks. */
@AnalyzeClasses(packages = "dev.touchline.attribution.fold", importOptions = ImportOption.DoNotIncludeTests.class)
class FoldBorderTest {
    @ArchTest
    static final ArchRule FOLD_DEPENDS_ON_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("dev.touchline.attribution.fold")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.math..",
                    "java.time..",
                    "java.util..",
                    "dev.touchline.attribution.fold",
                    "dev.touchline.kit.money",
                    "dev.touchline.kit.text");

    @ArchTest
    static final ArchRule FOLD_ASKS_NO_CLOCK = noClasses()
            .that()
            .resideInAPackage("dev.touchline.attribution.fold")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);
}
