package dev.touchline.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.CapturedConsole;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.MappedFile;
import dev.touchline.cli.mapping.Mappings;
import dev.touchline.cli.mapping.Row;
import dev.touchline.member.v1.Partner;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.member.v1.Placement;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.type.v1.ItemOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units of the organisation from rows: partners with their kind, and no store or guide without one of its placements. */
class OrganisationRowsTest {
    private static final String HEADER =
            "kind,key,name,brand,time_zone,cut_off_hour,parent,store_kind,cloud,placement,placement_start,placement_end";

    private final List<UpsertOrganisationRequest> units = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void partners_haveTheKindThatTheirRowNames() throws IOException {
        read(
                HEADER + ",partner_kind",
                "partner,p1,星桥,,,,,,,,,,CPS",
                "partner,p2,,,,,,,,,,,distributor",
                "partner,p3,,,,,,,,,,,partner-kind-sharer",
                "partner,p4,,,,,,,,,,,",
                "partner,p5,,,,,,,,,,,friend");

        assertThat(units)
                .extracting(unit -> unit.getPartners(0))
                .containsExactly(
                        partner("p1", "星桥", PartnerKind.PARTNER_KIND_CPS),
                        partner("p2", "", PartnerKind.PARTNER_KIND_DISTRIBUTOR),
                        partner("p3", "", PartnerKind.PARTNER_KIND_SHARER),
                        partner("p4", "", PartnerKind.PARTNER_KIND_UNSPECIFIED));
        assertThat(bad)
                .containsExactly("6: column partner_kind: \"friend\" (expected: one of [distributor, cps, sharer])");
    }

    @Test
    void fileOfBeforeThereWerePartners_isReadAsEver() throws IOException {
        read(HEADER, "region,r1,,b,,,,,,,,", store("S1", "r1"), store("S1", "r2"), guide("G1", "S1"));

        assertThat(units).extracting(OrganisationRowsTest::text).containsExactly("r1", "S1 r1 r2", "G1 S1");
        assertThat(bad).isEmpty();
    }

    @Test
    void tornRow_leavesOutTheUnitAroundIt() throws IOException {
        read(HEADER, store("S1", "r1"), store("S2", "r1"), "store,S2", store("S2", "r3"), store("S3", "r1"));

        assertThat(units).extracting(OrganisationRowsTest::text).containsExactly("S1 r1", "S3 r1");
        assertThat(bad)
                .containsExactly(
                        "4: 2 fields (expected: 12)",
                        "3: store S2: left out: a row beside it cannot be read and may be one of its rows");
    }

    @Test
    void tornRow_leavesOutTheUnitsThatItMayEndOrBegin() throws IOException {
        read(HEADER, guide("G1", "S1"), guide("G2", "S1"), "guide,G2", guide("G3", "S2"), guide("G4", "S2"), "gui");

        assertThat(units).extracting(OrganisationRowsTest::text).containsExactly("G1 S1");
        assertThat(bad)
                .filteredOn(each -> each.contains("left out"))
                .extracting(each -> each.substring(0, each.indexOf(": left")))
                .containsExactly("3: guide G2", "5: guide G3", "6: guide G4");
    }

    @Test
    void tornRow_leavesOutNoUnitThatHasOneRow() throws IOException {
        read(
                HEADER,
                "region,r1,,b,,,,,,,,",
                "regi",
                "region,r2,,b,,,,,,,,",
                "par",
                "partner,p1,,,,,,,,,,",
                store("S1", "r1"));

        assertThat(units).extracting(OrganisationRowsTest::text).containsExactly("r1", "r2", "p1", "S1 r1");
        assertThat(bad).hasSize(2);
    }

    @Test
    void unreadableKindOrKey_leavesOutTheUnitAroundIt() throws IOException {
        read(
                HEADER,
                store("S1", "r1"),
                store("S1", "r2").replace("store,", "stroe,"),
                store("S1", "r3"),
                "region,r9,,b,,,,,,,,",
                store("S2", "r1"),
                store("", "r2"),
                store("S2", "r3"),
                store("S3", "r1"));

        assertThat(units).extracting(OrganisationRowsTest::text).containsExactly("r9", "S3 r1");
        assertThat(bad)
                .containsExactly(
                        "3: column kind: \"stroe\" (expected: brand, region, store, guide or partner)",
                        "2: store S1: left out: a row beside it cannot be read and may be one of its rows",
                        "7: column key: empty (expected: a value)",
                        "6: store S2: left out: a row beside it cannot be read and may be one of its rows");
    }

    @Test
    void badRow_leavesOutItsUnitWithItsLaterRowsAndSaysSoOnce() throws IOException {
        read(
                HEADER,
                guide("G1", "S1"),
                guide("G1", "S2") + "yesterday",
                guide("G1", "S3") + "tomorrow",
                guide("G2", "S1").replace("false", "perhaps"),
                guide("G2", "S2"),
                guide("G3", "S1"));

        assertThat(units).extracting(OrganisationRowsTest::text).containsExactly("G3 S1");
        assertThat(bad).hasSize(2);
        assertThat(bad.get(0)).startsWith("3: column placement_end: \"yesterday\"");
        assertThat(bad.get(1)).startsWith("5: column cloud: \"perhaps\"");
    }

    @Test
    void answers_findTheirRowsAndUnitsThatAreLeftOutAreNamed() throws IOException {
        Path file = Files.writeString(
                folder.resolve("organisation.csv"),
                String.join(
                        "\n",
                        HEADER + ",partner_kind",
                        "partner,p1,,,,,,,,,,,cps",
                        guide("G1", "S1") + ",",
                        "partner,p2,,,,,,,,,,,sharer",
                        store("S1", "r1") + ",",
                        "store,S1",
                        ""));
        CapturedConsole captured = new CapturedConsole();
        try (FakeServices services = new FakeServices(folder)) {
            services.rejectedNumber = "p1";

            Tally tally = new Loader(services.connections(), captured.console())
                    .load(file, Mappings.find("canonical"), Entity.ORGANISATION);

            assertThat(services.units).containsExactly("G1", "p1", "p2");
            assertThat(tally.of(ItemOutcome.ITEM_OUTCOME_ACCEPTED)).isEqualTo(2);
            assertThat(tally.badRows()).isEqualTo(1);
        }
        assertThat(captured.err())
                .contains("organisation.csv:2: quarantined: TOTAL_MISMATCH")
                .contains("organisation.csv:6: 2 fields (expected: 13)")
                .contains("organisation.csv:5: store S1: left out: a row beside it cannot be read");
    }

    private static String store(String key, String region) {
        return "store," + key + ",,b,,,,direct,," + region + ",,";
    }

    private static String guide(String key, String store) {
        return "guide," + key + ",,,,,,,false," + store + ",,";
    }

    private static Partner partner(String key, String name, PartnerKind kind) {
        return Partner.newBuilder().setKey(key).setName(name).setKind(kind).build();
    }

    private void read(String header, String... rows) throws IOException {
        Path file =
                Files.writeString(folder.resolve("organisation.csv"), header + "\n" + String.join("\n", rows) + "\n");
        OrganisationRows assembler = new OrganisationRows((line, why) -> bad.add(line + ": " + why));
        new MappedFile(file, Mappings.find("canonical"), Entity.ORGANISATION).forEach(new MappedFile.RowSink() {
            @Override
            public void row(Row row) throws BadCell {
                assembler.add(row, (line, unit) -> units.add(unit));
            }

            @Override
            public void bad(long line, String why) {
                bad.add(line + ": " + why);
            }

            @Override
            public void torn(long line, String why) {
                assembler.lost();
                bad(line, why);
            }
        });
        assembler.finish((line, unit) -> units.add(unit));
    }

    /** Key and placements. */
    private static String text(UpsertOrganisationRequest unit) {
        StringBuilder text = new StringBuilder();
        unit.getRegionsList().forEach(each -> text.append(each.getKey()));
        unit.getStoresList().forEach(each -> text.append(each.getKey()).append(placements(each.getRegionsList())));
        unit.getGuidesList().forEach(each -> text.append(each.getKey()).append(placements(each.getStoresList())));
        unit.getPartnersList().forEach(each -> text.append(each.getKey()));
        return text.toString();
    }

    private static String placements(List<Placement> placements) {
        StringBuilder text = new StringBuilder();
        placements.forEach(each -> text.append(' ').append(each.getKey()));
        return text.toString();
    }
}
