package dev.touchline.cli.authority;

import dev.touchline.cli.local.StateFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where the authority is. */
final class AuthorityFolder {
    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "where the authority is kept (default: TOUCHLINE_HOME/authority, which `up` and `demo` use)")
    private Path folder;

    Path path() {
        return folder == null ? StateFile.ofProcess().authority() : folder;
    }
}
