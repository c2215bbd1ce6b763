package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Organisation.StoreUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A member as drawn by chance.
 *
 * @param index from 1
 * @param brands brands that the member buys, the main one first
 * @param active whether the member buys and is addressed often
 * @param home the member's store
 * @param guide the guide whom the member is bound to; empty: none
 * @param recruited when the membership began
 * @param ids all identifiers of the person
 * @param knowledge what member-svc is told, and when
 */
record Person(
        int index,
        List<String> brands,
        boolean active,
        StoreUnit home,
        String guide,
        Instant recruited,
        Ids ids,
        Knowledge knowledge) {

    private static final Instant FIRST_RECRUIT = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant YEAR = Instant.parse("2024-12-31T16:00:00Z");
    private static final Duration RECRUITING = Duration.ofDays(330);

    /** How and when member-svc learns of the person. */
    enum Knowledge {
        /** At once and completely. */
        COMPLETE,
        /** The marketplace id is learnt after its orders. */
        MARKETPLACE_LATER,
        /** The card is a member of its own at first; then the two turn out to be one. */
        MERGED_LATER,
        /** Nobody knows the person before their orders. */
        UNKNOWN_AT_FIRST
    }

    static Person draw(int index, Organisation organisation, Chance chance) {
        List<String> brands = new ArrayList<>();
        brands.add(BrandPlan.ALL
                .get(chance.weighted(
                        BrandPlan.ALL.stream().mapToDouble(BrandPlan::share).toArray()))
                .key());
        if (chance.happens(0.25)) {
            String second = chance.pick(BrandPlan.ALL).key();
            if (!brands.contains(second)) {
                brands.add(second);
            }
        }
        StoreUnit home = chance.pick(organisation.shops(brands.get(0)));
        boolean bound = chance.happens(0.6);
        String guide = bound && !home.guides().isEmpty() ? chance.pick(home.guides()) : "";
        Instant recruited =
                chance.happens(0.2) ? chance.between(YEAR, YEAR.plus(RECRUITING)) : chance.between(FIRST_RECRUIT, YEAR);
        Ids ids = Ids.draw(index, chance);
        return new Person(
                index,
                List.copyOf(brands),
                chance.happens(0.45),
                home,
                guide,
                recruited,
                ids,
                Knowledge.values()[
                        chance.weighted(
                                0.89,
                                ids.marketplaceId().isEmpty() ? 0 : 0.08,
                                ids.card().isEmpty() ? 0 : 0.01,
                                0.01)]);
    }

    /**
     * Identifiers; empty where the person has none. The phone numbers are of no network.
     *
     * @param code member code
     */
    record Ids(String code, String phone, String unionId, String card, String marketplaceId) {
        static final Ids NOBODY = new Ids("", "", "", "", "");

        static Ids draw(int index, Chance chance) {
            return new Ids(
                    String.format("M%08d", index),
                    chance.happens(0.9) ? String.format("100%08d", index) : "",
                    chance.happens(0.7) ? String.format("union-%08x", index * 2_654_435_761L & 0xFFFFFFFFL) : "",
                    chance.happens(0.7) ? String.format("C%09d", index * 7L) : "",
                    chance.happens(0.4) ? String.format("tb%08d", index) : "");
        }

        /** The identifier that a document of a channel carries, the member code where the person has no other. */
        Ids forChannel(String channel) {
            return switch (channel) {
                case "store", "coupon", "event", "visit-invitation" -> orCode(new Ids("", "", "", card, ""));
                case "marketplace" -> orCode(new Ids("", "", "", "", marketplaceId));
                case "call", "sms", "partner" -> orCode(new Ids("", phone, "", "", ""));
                default -> orCode(new Ids("", "", unionId, "", ""));
            };
        }

        private Ids orCode(Ids one) {
            return one.equals(NOBODY) ? new Ids(code, "", "", "", "") : one;
        }
    }
}
