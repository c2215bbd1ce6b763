package dev.touchline.cli.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class MappingsTest {
    static final java.util.List<String> SHIPPED = Mappings.SHIPPED;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void shippedMapping_isUnderstood(String name) {
        assertThat(Mappings.find(name).entities()).isNotEmpty();
    }

    @Test
    void completeJourney_statesItsBrandAndDerivesStores() {
        Mapping mapping = Mappings.find("completejourney");

        assertThat(mapping.brands()).singleElement().satisfies(brand -> {
            assertThat(brand.getKey()).isEqualTo("grocery");
            assertThat(brand.getTimeZone()).isEqualTo("America/New_York");
        });
        assertThat(mapping.stores().brand()).isEqualTo("grocery");
        assertThat(mapping.currency()).isEqualTo("USD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone: UTC | mapping m.yaml.zone: unknown",
                "time_zone: Mars/Olympus | mapping m.yaml.time_zone:",
                "amounts: euros | mapping m.yaml.amounts: euros (expected: decimal or minor or money)",
                "campaigns: {fields: {key: a, start: b}} | mapping m.yaml.campaigns.fields.end: missing",
                "campaigns: {fields: {key: a, start: b, end: c, colour: d}} | colour: unknown field of campaigns",
                "members: {identifiers: [{type: passport, column: p}]} | \"passport\" (expected: one of [phone",
                "campaigns: {fields: {key: {values: {a: b}}}} | expected a column or a constant",
                "campaigns: [a] | mapping m.yaml.campaigns: [a] (expected: a map)",
                "'a: b: c' | mapping m.yaml:"
            })
    void mappingThatIsWrong_isRefusedWithItsPath(String yaml, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), yaml);

        assertThatThrownBy(() -> Mappings.find(file.toString()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(message);
    }

    @Test
    void entityThatTheMappingLeavesOut_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "members: {identifiers: [{type: phone, column: p}]}");

        assertThatThrownBy(() -> Mappings.find(file.toString()).of(Entity.ORDERS))
                .hasMessage("mapping m.yaml: says nothing about orders");
    }
}
