package dev.touchline.order.pairing;

import dev.touchline.order.twin.Rules;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which reports are taken for one purchase. Other rules than before apply to everything that is there. */
@ConfigMapping(prefix = "touchline.pairing")
public interface PairingConfig {

    /** Whether anything is paired. */
    @WithDefault("true")
    boolean enabled();

    /** By (store, person, amount): at most so far apart, 0 to 2 h. */
    @WithDefault("10m")
    Duration within();

    /** Further apart than {@code within} and up to this, they are listed as doubtful; {@code within} to 24 h. */
    @WithDefault("1h")
    Duration doubtfulWithin();

    /** Orders of one payment number that are further apart have nothing to do with each other; {@code within} to 31 days. */
    @WithDefault("24h")
    Duration paymentWithin();

    /** Refunds of one amount that both twins report are one up to so far apart; 0 to 31 days. */
    @WithDefault("24h")
    Duration refundWithin();

    /** How long a mark is left to the call that made it, before others take it. */
    @WithDefault("1s")
    Duration patience();

    /** The rules, checked. */
    default Rules rules() {
        return enabled() ? new Rules(true, within(), doubtfulWithin(), paymentWithin(), refundWithin()) : Rules.off();
    }
}
