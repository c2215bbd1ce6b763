package dev.touchline.member.profile;

import java.time.Instant;
import java.util.Comparator;

/**
 * A first membership.
 *
 * @param brand brand key; empty: the group
 * @param recruitedAt when
 * @param channel number of the contract's RecruitmentChannel
 * @param store store key; empty: none
 * @param guide guide key; empty: none
 * @param campaign campaign key; empty: none
 * @param code code that was scanned; empty: none
 */
public record Recruitment(
        String brand, Instant recruitedAt, int channel, String store, String guide, String campaign, String code) {

    private static final Comparator<Recruitment> EARLIER = Comparator.comparing(Recruitment::recruitedAt)
            .thenComparing(Recruitment::store)
            .thenComparing(Recruitment::guide)
            .thenComparing(Recruitment::campaign)
            .thenComparing(Recruitment::code)
            .thenComparing(Recruitment::channel);

    /** Of two for one brand the earlier; at one instant the lesser content, so that the order of arrival does not matter. */
    Recruitment first(Recruitment other) {
        return EARLIER.compare(this, other) <= 0 ? this : other;
    }
}
