package dev.touchline.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.cli.CapturedConsole;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Touchline;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.FieldChange;
import dev.touchline.order.v1.FieldDifference;
import dev.touchline.order.v1.QuarantineDecision;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.Replay;
import dev.touchline.type.v1.ErrorReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quarantine commands against a real gRPC server with a quarantine in memory. */
class QuarantineCommandTest {
    private static final String MAPPING =
            """
            source: till
            currency: CNY
            timestamps: uuuu-MM-dd
            orders:
              fields:
                number: number
                occurred_at: day
                brand: {constant: aurora}
                amount: amount
            """;

    private final CapturedConsole captured = new CapturedConsole();

    @TempDir
    private Path folder;

    private FakeQuarantine service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeQuarantine(folder);
        service.add(1, "till", "T1");
        service.add(2, "till", "T2");
        service.add(3, "jd", "J1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int run(String... arguments) {
        return Touchline.run(captured.console(), service.asking(arguments));
    }

    @Test
    void list_beginsWithTheCounts() {
        assertThat(run("quarantine")).isEqualTo(ExitCode.OK);

        assertThat(captured.out())
                .startsWith(
                        """
                        reason          source  open  closed  oldest open
                        --------------  ------  ----  ------  -----------
                        total mismatch  jd         1       1
                        total mismatch  till       2       1

                        id  reason          source  type   number  store  message
                        """)
                .contains(
                        "\n 1  total mismatch  till    order  T1             stated_total_minor: 1 (expected: 2, the sum of"
                                + " the lines)\n");
    }

    @Test
    void csv_holdsTheDocumentsAlone() {
        assertThat(run("quarantine", "--source", "jd", "--format", "csv")).isEqualTo(ExitCode.OK);

        assertThat(captured.out())
                .isEqualTo(
                        """
                        id,reason,source,type,number,store,quarantined_at,state,message
                        3,total mismatch,jd,order,J1,,1970-01-01T00:00:00Z,open,"stated_total_minor: 1 (expected: 2, the sum of the lines)"
                        """);
    }

    @Test
    void limit_saysThatThereAreMore() {
        assertThat(run("quarantine", "--limit", "2", "--format", "json")).isEqualTo(ExitCode.OK);

        assertThat(captured.out()).contains("\"T2\"").doesNotContain("\"J1\"");
        assertThat(captured.err()).contains("there are more");
    }

    @Test
    void limitBelowZero_isWrongUsage() {
        assertThat(run("quarantine", "--limit", "-5")).isEqualTo(ExitCode.USAGE);

        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).contains("--limit: -5 (expected: 0, which is all, or more)");
    }

    @Test
    void counts_comeAlone() {
        assertThat(run("quarantine", "--counts", "--format", "csv")).isEqualTo(ExitCode.OK);

        assertThat(captured.out())
                .isEqualTo("reason,source,open,closed,oldest_open\ntotal mismatch,jd,1,1,\ntotal mismatch,till,2,1,\n");
    }

    @Test
    void unknownReasonOrTime_isWrongUsage() {
        assertThat(run("quarantine", "--reason", "ugly")).isEqualTo(ExitCode.USAGE);
        assertThat(run("quarantine", "--since", "yesterday")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--reason: ugly", "total-mismatch", "--since: yesterday");
    }

    @Test
    void replay_tellsWhatStaysAndWhy() {
        assertThat(run("quarantine", "replay", "--source", "till", "--brand", "aurora", "--note", "clock"))
                .isEqualTo(ExitCode.BAD_ROWS);

        assertThat(captured.out())
                .isEqualTo(
                        """
                        replayed 2: accepted 0, known already 0, still in quarantine 2, rejected 0
                        """);
        assertThat(captured.err()).contains("quarantine 2: total mismatch: stated_total_minor: 1 (expected: 2");
        assertThat(service.replays).isEmpty();
        assertThat(service.matching)
                .hasSize(3)
                .allMatch(request ->
                        request.getBrand().equals("aurora") && request.getNote().equals("clock"));
    }

    @Test
    void changes_goToTheDocument() {
        assertThat(run("quarantine", "correct", "1", "--set", "lines[1].sku=a=b", "--set", "lines[2]=", "--note", "x"))
                .isEqualTo(ExitCode.OK);

        assertThat(captured.out()).startsWith("replayed 1: accepted 1");
        assertThat(service.replays).singleElement().satisfies(request -> {
            assertThat(request.getNote()).isEqualTo("x");
            assertThat(request.getReplays(0).getChangesList())
                    .extracting(FieldChange::getField, FieldChange::getValue)
                    .containsExactly(tuple("lines[1].sku", "a=b"), tuple("lines[2]", ""));
        });
        assertThat(run("quarantine", "correct", "2", "--set", "version", "--note", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--set: version (expected: FIELD=VALUE)");
    }

    @Test
    void corrections_goToTheDocumentsOfTheirKeys() throws IOException {
        Path mapping = Files.writeString(folder.resolve("m.yaml"), MAPPING);
        Path csv = Files.writeString(
                folder.resolve("corrected.csv"),
                "number,day,amount\nT2,2025-11-11,2.00\nT9,2025-11-11,2.00\nT1,2025-11-11,x\n");

        int exitCode = run(
                "quarantine",
                "replay",
                "--corrections",
                csv.toString(),
                "--mapping",
                mapping.toString(),
                "--note",
                "asked S07");

        assertThat(exitCode).isEqualTo(ExitCode.BAD_ROWS);
        assertThat(captured.out())
                .isEqualTo("replayed 1: accepted 1, known already 0, still in quarantine 0, rejected 0\n");
        assertThat(captured.err())
                .contains("till/T9: corrected, but not in quarantine")
                .contains("corrected.csv:4: column amount: \"x\"");
        assertThat(service.replays).singleElement().satisfies(request -> {
            assertThat(request.getNote()).isEqualTo("asked S07");
            assertThat(request.getReplaysList())
                    .extracting(Replay::getQuarantineId)
                    .containsExactly(2L);
            assertThat(request.getReplays(0).getCorrected().getLines(0).getAmountMinor())
                    .isEqualTo(200);
        });
        assertThat(service.rows).containsOnlyKeys(1L, 3L);
    }

    @Test
    void ids_areTakenFromTheListsOwnCsv() throws IOException {
        run("quarantine", "--source", "jd", "--format", "csv");
        Path ids = Files.writeString(folder.resolve("ids.csv"), captured.out() + "# done before\n77\n");

        run("quarantine", "replay", "--ids", ids.toString());

        assertThat(service.replays.get(0).getReplaysList())
                .extracting(Replay::getQuarantineId)
                .containsExactly(3L, 77L);
        assertThat(captured.out()).contains("replayed 2: accepted 0, known already 1, still in quarantine 1");
    }

    @Test
    void idsThatAreNone_areWrongUsage() throws IOException {
        Path ids = Files.writeString(folder.resolve("ids.txt"), "1\ntwo\n");

        assertThat(run("quarantine", "replay", "--ids", ids.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("ids.txt:2: two (expected: an id in the quarantine)");
    }

    @Test
    void decisions_carryTheirNote() {
        assertThat(run("quarantine", "discard", "1", "77", "--note", "test receipts"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("quarantine", "keep", "2", "--note", "x")).isEqualTo(ExitCode.OK);
        assertThat(run("quarantine", "take", "3", "--note", "y")).isEqualTo(ExitCode.OK);

        assertThat(run("quarantine", "reopen", "3", "--note", "z", "--key", "mine"))
                .isEqualTo(ExitCode.OK);

        assertThat(captured.out()).startsWith("decided 1, decided so before 1, not possible 0\n");
        assertThat(service.decisions)
                .extracting(DecideQuarantineRequest::getDecisionKey)
                .doesNotHaveDuplicates();
        assertThat(service.decisions.get(3).getDecisionKey()).isEqualTo("mine");
        assertThat(service.decisions)
                .extracting(decision -> decision.getDecision().name().substring(25) + " " + decision.getNote())
                .containsExactly("DISCARD test receipts", "KEEP x", "TAKE y", "REOPEN z");
    }

    @Test
    void decisionWithoutNote_isWrongUsage() {
        assertThat(run("quarantine", "discard", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(service.decisions).isEmpty();
    }

    @Test
    void explanation_tellsTheRuleTheDifferenceAndWhatToDo() {
        service.explanation = ExplainQuarantineResponse.newBuilder()
                .setQuarantined(
                        service.rows.get(1L).toBuilder().setReason(ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE))
                .setField("key")
                .setGot("till/T1 with other content")
                .setExpected("the content that stands, or a version above 0")
                .setReasonNow(ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE)
                .addPossible(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_TAKE)
                .setStanding(AcceptedDocument.getDefaultInstance())
                .addDifferences(FieldDifference.newBuilder()
                        .setField("lines[2].amount_minor")
                        .setStanding("100")
                        .setQuarantined("200"))
                .addDecisions(QuarantineDecision.newBuilder()
                        .setKind(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_KEEP)
                        .setSubject("anna")
                        .setNote("as the store says"))
                .build();

        assertThat(run("quarantine", "explain", "1")).isEqualTo(ExitCode.OK);

        assertThat(captured.out())
                .contains("quarantine 1: order till/T1, open")
                .contains("CONFLICTING_DUPLICATE: one key and version has one content")
                .contains("expected     the content that stands, or a version above 0")
                .contains("lines[2].amount_minor  100     200")
                .contains("keep by anna: as the store says")
                .contains("touchline quarantine take 1 --note WHY");
    }
}
