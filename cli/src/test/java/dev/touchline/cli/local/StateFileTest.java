package dev.touchline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.peer.Address;
import dev.touchline.cli.peer.Peers;
import dev.touchline.cli.peer.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    private Path folder;

    private StateFile recorded(String pid, String started) {
        StateFile state = new StateFile(folder.resolve("home"));
        Properties values = new Properties();
        values.setProperty("touch-svc.port", "8202");
        values.setProperty("touch-svc.pid", pid);
        values.setProperty("touch-svc.started", started);
        state.write(values);
        return state;
    }

    @Test
    void noRun_hasNoAddresses() {
        StateFile state = new StateFile(folder.resolve("none"));

        assertThat(state.address(Service.TOUCH)).isNull();
        assertThat(state.running()).isFalse();
    }

    @Test
    void processThatHasAnotherBeginning_isNotTheOneThatWasStarted() {
        String pid = Long.toString(ProcessHandle.current().pid());
        String started = Long.toString(
                ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli());

        assertThat(recorded(pid, started).process("touch-svc")).isPresent();
        assertThat(recorded(pid, "12345").process("touch-svc")).isEmpty();
    }

    @Test
    void addresses_comeFromOptionThenEnvironmentThenStateThenDefault() {
        StateFile state = recorded("1", "1");
        Map<String, String> environment = Map.of("TOUCHLINE_REPORT_SVC", "reports:9000");

        Peers peers = Peers.find(
                service -> service == Service.MEMBER ? "members:7000" : null, environment::get, state::address);

        assertThat(peers.of(Service.MEMBER)).isEqualTo(new Address("members", 7000));
        assertThat(peers.of(Service.REPORT)).isEqualTo(new Address("reports", 9000));
        assertThat(peers.of(Service.TOUCH)).isEqualTo(new Address("127.0.0.1", 8202));
        assertThat(peers.of(Service.ATTRIBUTION)).isEqualTo(new Address("127.0.0.1", 8104));
    }

    @Test
    void keys_areMadeOnceAndReadableByTheirOwnerOnly() throws IOException {
        StateFile state = new StateFile(folder);
        LocalKeys keys = LocalKeys.of(state);

        assertThat(keys.hash()).isNotEqualTo(keys.encryption());
        assertThat(Base64.getDecoder().decode(keys.encryption())).hasSize(32);
        assertThat(LocalKeys.of(state)).usingRecursiveComparison().isEqualTo(keys);
        for (String file : new String[] {"identity.key", "encryption.key"}) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(file))).hasSize(2);
        }
    }

    @Test
    void binaries_areThoseOfTheMachine() {
        assertThat(PostgresBinaries.resource("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(PostgresBinaries.resource("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
        assertThat(PostgresBinaries.resource("Mac OS X", "aarch64")).isEqualTo("postgres-darwin-arm_64.txz");
    }
}
