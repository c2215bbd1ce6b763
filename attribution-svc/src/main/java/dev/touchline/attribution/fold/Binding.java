package dev.touchline.attribution.fold;

import dev.touchline.kit.text.NaturalOrder;
import java.time.Instant;
import java.util.Comparator;

/**
 * Who works a member of a brand (归属), in [start, end).
 *
 * @param store empty: headquarters works the member without a store
 * @param guide empty: the store without a guide
 * @param end null: still
 * @param protectedUntil first instant at which others may take the member over (保护期); null: no protection
 * @param endReason why it ended; UNSPECIFIED while it lasts
 * @param cloudGuide the cloud guide under assist or operate; else empty
 */
public record Binding(
        String brand,
        String store,
        String guide,
        Instant start,
        Instant end,
        Instant protectedUntil,
        Mode mode,
        EndReason endReason,
        String cloudGuide) {

    /** How a bound member is worked. */
    public enum Mode {
        /** By the store's guide. */
        UNSPECIFIED,
        /** A cloud guide helps; store and guide keep the performance. */
        ASSIST,
        /** A cloud guide works the member; the performance is the cloud team's until hand-back. */
        OPERATE
    }

    /** Why a binding ended. All end it at once; the reason is for people. */
    public enum EndReason {
        /** Nobody says. */
        UNSPECIFIED,
        /** The guide left. */
        GUIDE_LEFT,
        /** Transferred to another guide. */
        TRANSFERRED,
        /** A cloud guide took over. */
        TAKEN_OVER,
        /** The cloud team handed back (还给门店). */
        HANDED_BACK,
        /** The member asked for it. */
        UNBOUND_BY_MEMBER,
        /** It expired. */
        EXPIRED,
        /** Two members turned out to be one. */
        MEMBERS_MERGED
    }

    /** One total order of everything that tells bindings apart, so that no order of arrival is left. */
    static final Comparator<Binding> ORDER = Comparator.comparing(Binding::start)
            .thenComparing(Binding::brand, NaturalOrder.INSTANCE)
            .thenComparing(Binding::store, NaturalOrder.INSTANCE)
            .thenComparing(Binding::guide, NaturalOrder.INSTANCE)
            .thenComparing(Binding::cloudGuide, NaturalOrder.INSTANCE)
            .thenComparing(Binding::mode)
            .thenComparing(Binding::endReason)
            .thenComparing(Binding::end, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Binding::protectedUntil, Comparator.nullsLast(Comparator.naturalOrder()));

    boolean inForceAt(Instant instant) {
        return !instant.isBefore(start) && (end == null || instant.isBefore(end));
    }

    boolean endedBy(Instant instant) {
        return end != null && !end.isAfter(instant);
    }

    boolean protectsAt(Instant instant) {
        return protectedUntil != null && instant.isBefore(protectedUntil);
    }

    boolean operated() {
        return mode == Mode.OPERATE;
    }

    /** For people: store and guide. */
    String names() {
        return Owner.node(store, guide).names();
    }
}
