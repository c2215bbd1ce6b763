package dev.touchline.cli.authority;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.time.Duration;
import java.util.List;

/**
 * What a token shall say.
 *
 * @param role what its bearer is
 * @param stores keys of the stores it is confined to; a till and a guide app name at least one
 * @param brands keys of the brands it is confined to; a mini program names at least one
 * @param subject the client it is made for, e.g. {@code till-7}; never a person
 * @param life how long it is good, up to {@link #LONGEST}
 */
public record Grant(Role role, List<String> stores, List<String> brands, String subject, Duration life) {
    /** The longest life of a token. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** Holds the rules of roles and bounds; a usage failure says which is broken. */
    public Grant {
        stores = List.copyOf(stores);
        brands = List.copyOf(brands);
        if (role.mustNameStores() && stores.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "--store: none (expected: at least one for " + role.label() + ")");
        }
        if (role.mustNameBrands() && brands.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "--brand: none (expected: at least one for " + role.label() + ")");
        }
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(LONGEST) > 0) {
            throw new Failure(ExitCode.USAGE, "--ttl: " + life + " (expected: 1s to " + LONGEST.toDays() + "d)");
        }
    }
}
