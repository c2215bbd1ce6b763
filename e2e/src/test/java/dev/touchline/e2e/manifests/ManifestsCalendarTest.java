package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the promotion calendar, run as in the cluster but with a kubectl that remembers one autoscaler. */
class ManifestsCalendarTest {
    private static final String CALENDAR =
            """
            zone Asia/Shanghai
            otherwise 2
            # from            to                floor
            2026-11-10T18:00  2026-11-12T02:00  6
            2026-11-10T23:00  2026-11-11T02:00  12   # doors open
            """;
    private static final String KUBECTL =
            """
            #!/bin/sh
            state="$(dirname "$0")"
            case "$1" in
              get) [ "$2 $3" = "hpa attribution-svc" ] && printf '%s %s' "$(cat "$state/min")" "$(cat "$state/max")" ;;
              patch) echo "$@" >> "$state/patches"
                for last; do :; done
                echo "$last" | sed 's/.*minReplicas":\\([0-9]*\\).*/\\1/' > "$state/min" ;;
              *) exit 1 ;;
            esac
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void cluster() throws IOException {
        Path kubectl = Files.writeString(folder.resolve("kubectl"), KUBECTL);
        Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("min"), "2");
        Files.writeString(folder.resolve("max"), "16");
        Files.writeString(folder.resolve("calendar.txt"), CALENDAR);
        Files.createDirectories(folder.resolve("zoneinfo/Asia"));
        Files.writeString(folder.resolve("zoneinfo/Asia/Shanghai"), "");
    }

    @Test
    void floor_throughThePromotion_followsTheCalendar() throws IOException {
        assertThat(floorAt("2026-11-10T17:59")).isEqualTo(2);
        assertThat(floorAt("2026-11-10T18:00")).isEqualTo(6);
        assertThat(floorAt("2026-11-10T23:00")).as("the highest of two lines").isEqualTo(12);
        assertThat(floorAt("2026-11-11T01:59")).isEqualTo(12);
        assertThat(floorAt("2026-11-11T02:00")).as("the end is outside").isEqualTo(6);
        assertThat(floorAt("2026-11-12T02:00")).isEqualTo(2);
    }

    @Test
    void floor_changedByHandOrMissedRuns_isPutRightByTheNextRun() throws IOException {
        floorAt("2026-11-10T19:00");
        Files.writeString(folder.resolve("min"), "1");

        assertThat(floorAt("2026-11-10T23:30")).isEqualTo(12);
    }

    @Test
    void floor_asItShouldBe_patchesNothing() throws IOException {
        floorAt("2026-11-10T19:00");
        floorAt("2026-11-10T19:02");

        assertThat(Files.readAllLines(folder.resolve("patches"))).hasSize(1);
    }

    @Test
    void floor_aboveTheCeiling_isTheCeiling() throws IOException {
        Files.writeString(folder.resolve("max"), "8");

        assertThat(floorAt("2026-11-10T23:30")).isEqualTo(8);
    }

    @Test
    void calendar_wrong_changesNothingAndSaysTheLine() throws IOException {
        for (String wrong : new String[] {
            "2026-11-10 18:00 6", "2026-11-12T00:00 2026-11-11T00:00 6", "2026-11-10T18:00 2026-11-12T00:00 0"
        }) {
            Files.writeString(folder.resolve("calendar.txt"), CALENDAR + wrong + "\n");
            Tools.Ended ended = run("2026-11-10T23:30");
            assertThat(ended.code()).as(wrong).isNotZero();
            assertThat(ended.err()).contains("line 6", wrong);
        }
        assertThat(Files.readString(folder.resolve("min"))).isEqualTo("2");
    }

    @Test
    void zone_unknown_changesNothing() throws IOException {
        Files.writeString(folder.resolve("calendar.txt"), CALENDAR.replace("Shanghai", "Shangai"));

        Tools.Ended ended = run("2026-11-10T23:30");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.err()).contains("Asia/Shangai");
        assertThat(folder.resolve("patches")).doesNotExist();
    }

    @Test
    void calendar_ofTheOverlay_isReadable() throws IOException {
        Files.writeString(folder.resolve("calendar.txt"), Tools.read("k8s/overlays/promotion/calendar.txt"));

        assertThat(floorAt("2020-01-01T00:00")).isEqualTo(2);
    }

    private int floorAt(String now) throws IOException {
        run(now).succeeded();
        return Integer.parseInt(Files.readString(folder.resolve("min")).trim());
    }

    private Tools.Ended run(String now) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        environment.put("CALENDAR", folder.resolve("calendar.txt").toString());
        environment.put("HPA", "attribution-svc");
        environment.put("ZONEINFO", folder.resolve("zoneinfo").toString());
        environment.put("NOW", now);
        return Tools.run(
                environment,
                "sh",
                Tools.ROOT.resolve("k8s/overlays/promotion/floor.sh").toString());
    }
}
