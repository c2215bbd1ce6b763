package dev.touchline.kit.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a caller is to the business. Its name in tokens, logs and metrics is {@link #word()}. */
public enum Role {
    /** A till: sends documents of its store and recognises members. */
    TILL,
    /** The mini-program of a brand. */
    MINI_PROGRAM,
    /** The app of store guides. */
    GUIDE_APP,
    /** User operations at headquarters, of the group or of some brands. */
    HEADQUARTERS,
    /** Reads everything, changes nothing. */
    AUDITOR,
    /** Another program of the installation; services prove it with their certificate. */
    SERVICE;

    private static final Set<Role> ALL = Set.copyOf(EnumSet.allOf(Role.class));

    /** Every role. */
    static Set<Role> all() {
        return ALL;
    }

    /** The name outside of Java: {@code "mini-program"}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The role of a word; empty if there is none. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
