package dev.touchline.cli.peer;

import dev.touchline.cli.authority.Authority;
import dev.touchline.cli.authority.Grant;
import dev.touchline.cli.authority.Role;
import dev.touchline.cli.authority.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** A token of headquarters for this command alone, made anew before it expires; it is written nowhere. */
final class LocalToken implements Supplier<String> {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Grant GRANT = new Grant(Role.HEADQUARTERS, List.of(), List.of(), "touchline-cli", LIFE);

    private final Authority authority;
    private String token;
    private Instant renewal = Instant.MIN;

    LocalToken(Authority authority) {
        this.authority = authority;
    }

    @Override
    public synchronized String get() {
        Instant now = Instant.now();
        if (now.isAfter(renewal)) {
            token = authority.token(GRANT, Tokens.USUAL, now);
            renewal = now.plus(LIFE.dividedBy(2));
        }
        return token;
    }
}
