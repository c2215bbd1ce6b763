package dev.touchline.cli.peer;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.authority.Authority;
import io.grpc.ChannelCredentials;
import io.grpc.CompositeChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** By which authority the command knows services, and by which token they know the command. There is no plaintext. */
public final class Identity {
    private final Path ca;
    private final Supplier<String> token;
    private final Path localAuthority;
    private LocalToken localToken;

    private Identity(Path ca, Supplier<String> token, Path localAuthority) {
        this.ca = ca;
        this.token = token;
        this.localAuthority = localAuthority;
    }

    /** That of a run on this machine: its authority is trusted and makes the tokens. */
    public static Identity local(Path authority) {
        return new Identity(null, null, authority);
    }

    /**
     * Decides for the certificate authority and the token by themselves: the option, else the environment ({@code
     * TOUCHLINE_CA}; {@code TOUCHLINE_TOKEN_FILE}, {@code TOUCHLINE_TOKEN}), else, for services on this machine, the
     * authority of the local run if there is one. Without any, the authorities that Java trusts, and no token.
     */
    static Identity find(Path ca, Path tokenFile, UnaryOperator<String> environment, Path localAuthority) {
        Path trusted = ca != null ? ca : path(environment.apply("TOUCHLINE_CA"));
        Path file = tokenFile != null ? tokenFile : path(environment.apply("TOUCHLINE_TOKEN_FILE"));
        String given = environment.apply("TOUCHLINE_TOKEN");
        Supplier<String> token = null;
        if (file != null) {
            read(file);
            token = () -> read(file);
        } else if (given != null && !given.isBlank()) {
            token = given::strip;
        }
        return new Identity(trusted, token, localAuthority);
    }

    private static Path path(String text) {
        return text == null || text.isBlank() ? null : Path.of(text.strip());
    }

    /** Read again for every call: whoever renews a token replaces its file. */
    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, file + ": no token to be read there: " + e.getMessage(), e);
        }
    }

    /** How to connect to {@code address}. */
    ChannelCredentials credentials(Address address) {
        boolean local = address.loopback() && Authority.exists(localAuthority);
        Optional<Path> trusted =
                ca != null ? Optional.of(ca) : local ? Optional.of(localAuthority.resolve("ca.crt")) : Optional.empty();
        ChannelCredentials tls = tls(trusted);
        if (token != null) {
            return CompositeChannelCredentials.create(tls, new Bearer(token));
        }
        return local ? CompositeChannelCredentials.create(tls, new Bearer(localToken())) : tls;
    }

    private synchronized Supplier<String> localToken() {
        if (localToken == null) {
            localToken = new LocalToken(Authority.in(localAuthority));
        }
        return localToken;
    }

    private static ChannelCredentials tls(Optional<Path> trusted) {
        if (trusted.isEmpty()) {
            return TlsChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(trusted.get().toFile())
                    .build();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, trusted.get() + ": no certificate to be read there", e);
        }
    }
}
