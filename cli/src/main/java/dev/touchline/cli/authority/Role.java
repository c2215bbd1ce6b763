package dev.touchline.cli.authority;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a client may be, as its token says. What each may do is decided by the services. */
public enum Role {
    /** A shop's till: sends the documents of its stores. */
    TILL,
    /** A brand's mini program: acts for members of its brands. */
    MINI_PROGRAM,
    /** The app of the guides of some stores. */
    GUIDE_APP,
    /** The group's or a brand's headquarters. */
    HEADQUARTERS,
    /** Reads, for reviews; changes nothing. */
    AUDITOR,
    /** Another service; usually known by its certificate instead. */
    SERVICE;

    /** Reads a label such as {@code mini-program}; anything else is a usage failure that lists the labels. */
    static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "--role: " + label + " (expected: " + labels() + ")"));
    }

    private static String labels() {
        return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
    }

    /** As it stands in the claim {@code role}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean mustNameStores() {
        return this == TILL || this == GUIDE_APP;
    }

    boolean mustNameBrands() {
        return this == MINI_PROGRAM;
    }
}
