package dev.touchline.cli.peer;

import dev.touchline.cli.local.StateFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options by which a command finds the services. */
public final class PeerOptions {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Map<Service, String> given = new EnumMap<>(Service.class);

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "how long calls are repeated while a service does not answer (default: ${DEFAULT-VALUE})")
    private int patienceSeconds;

    @Option(
            names = "--member-svc",
            paramLabel = "HOST:PORT",
            description =
                    "where member-svc is; --touch-svc, --order-ingest-svc, --attribution-svc and --report-svc likewise."
                            + " Default: the environment (TOUCHLINE_MEMBER_SVC), else the run started by `up` or `demo`, else this machine at 8101 to 8105")
    void member(String address) {
        given.put(Service.MEMBER, address);
    }

    @Option(names = "--touch-svc", paramLabel = "HOST:PORT", hidden = true)
    void touch(String address) {
        given.put(Service.TOUCH, address);
    }

    @Option(names = "--order-ingest-svc", paramLabel = "HOST:PORT", hidden = true)
    void orderIngest(String address) {
        given.put(Service.ORDER_INGEST, address);
    }

    @Option(names = "--attribution-svc", paramLabel = "HOST:PORT", hidden = true)
    void attribution(String address) {
        given.put(Service.ATTRIBUTION, address);
    }

    @Option(names = "--report-svc", paramLabel = "HOST:PORT", hidden = true)
    void report(String address) {
        given.put(Service.REPORT, address);
    }

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "certificate (PEM) of the authority that the services' certificates are of. Default: the"
                    + " environment (TOUCHLINE_CA), else for this machine the local run's, else those Java trusts")
    private Path ca;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the token to show. Default: the environment (TOUCHLINE_TOKEN_FILE, else"
                    + " TOUCHLINE_TOKEN), else for this machine one that the local run's authority makes")
    private Path tokenFile;

    /** Opens connections to the services as found. */
    public Connections connect() {
        StateFile state = StateFile.ofProcess();
        Peers peers = Peers.find(given::get, System::getenv, state::address);
        Identity identity = Identity.find(ca, tokenFile, System::getenv, state.authority());
        return new Connections(peers, identity, new Patience(DEADLINE, Duration.ofSeconds(patienceSeconds)));
    }
}
