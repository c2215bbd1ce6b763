package dev.touchline.cli.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.CapturedConsole;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Touchline;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As a script uses it: no service runs. */
class AuthorityCommandTest {
    private final CapturedConsole captured = new CapturedConsole();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Touchline.run(captured.console(), arguments);
    }

    private String authority() {
        return folder.resolve("authority").toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "token", "renew", "rotate"})
    void helpOfEverySubcommand_explainsIt(String command) {
        assertThat(run("authority", command, "--help")).isEqualTo(ExitCode.OK);
        assertThat(captured.out()).startsWith("Usage: touchline authority " + command);
    }

    @Test
    void init_tellsWhereEverythingIs() {
        assertThat(run("authority", "init", "--folder", authority())).isEqualTo(ExitCode.OK);

        assertThat(captured.out().lines())
                .hasSize(7)
                .contains("member-svc tls " + folder.resolve("authority/member-svc"))
                .contains("all jwks " + folder.resolve("authority/jwks.json"));
    }

    @Test
    void token_isTheOnlyThingOnStdout() {
        run("authority", "init", "--folder", authority());
        CapturedConsole fresh = new CapturedConsole();

        int exit = Touchline.run(
                fresh.console(), "authority", "token", "--folder", authority(), "--role", "till", "--store", "S1");

        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(fresh.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
    }

    @Test
    void tokenToFile_isNotPrinted() {
        run("authority", "init", "--folder", authority());
        Path out = folder.resolve("a.token");

        assertThat(run("authority", "token", "--folder", authority(), "--role", "auditor", "--out", out.toString()))
                .isEqualTo(ExitCode.OK);

        assertThat(out).content().startsWith("ey");
        assertThat(captured.out() + captured.err()).doesNotContain("eyJ");
        assertThat(Files.isReadable(out)).isTrue();
    }

    @Test
    void unknownRole_namesTheRoles() {
        assertThat(run("authority", "token", "--folder", authority(), "--role", "boss"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--role: boss (expected: till, mini-program, guide-app,");
    }

    @Test
    void tokenWithoutAuthority_saysHowToMakeOne() {
        assertThat(run("authority", "token", "--folder", authority(), "--role", "auditor"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("touchline authority init");
    }

    @Test
    void lifeWithoutUnit_namesTheForm() {
        assertThat(run("authority", "token", "--folder", authority(), "--role", "auditor", "--ttl", "12"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--ttl: 12 (expected: a number with s, m, h or d)");
    }
}
