package dev.touchline.cli.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.retailer.Basket.BasketLine;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every member of every generated retailer. */
class RetailerPropertiesTest {
    private static final List<CampaignPlan> PLANS = CampaignCalendar.all();
    private static final Organisation ORGANISATION = new Organisation(1_000, 1);

    private static Person person(long seed, int index) {
        return Person.draw(index, ORGANISATION, Chance.of(seed, "member", index));
    }

    @Property(tries = 300)
    void stages_comeInTheirOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000_000) int index) {
        TouchStory story = new TouchStory(person(seed, index), Chance.of(seed, "touches", index));
        story.draw(PLANS, new Truth(PLANS));

        for (TouchReport touch : story.touches()) {
            Instant before = Instant.MIN;
            for (Instant stage : new Instant[] {touch.assigned, touch.executed, touch.delivered, touch.responded}) {
                if (stage != null) {
                    assertThat(stage).isAfterOrEqualTo(before);
                    before = stage;
                }
            }
            assertThat(touch.last()).isNotNull();
            assertThat(touch.failed == null).isEqualTo(touch.failureReason.isEmpty());
            assertThat(touch.reached == null || touch.failed == null).isTrue();
        }
    }

    @Property(tries = 300)
    void basketLines_areWholeFenBetweenNothingAndTheListPrice(@ForAll long seed) {
        for (BrandPlan brand : BrandPlan.ALL) {
            for (BasketLine line : Basket.draw(brand, "", true, Chance.of(seed, "basket", 0))) {
                assertThat(line.paid()).isPositive();
                assertThat(line.cost()).isBetween(0L, line.paid());
            }
        }
    }

    @Property(tries = 300)
    void caughtRefunds_neverExceedTheOrder(@ForAll long seed) {
        Sale order = new Sale(
                "till",
                "order",
                "T1",
                Sales.FIRST,
                Basket.draw(BrandPlan.ALL.get(0), "", false, Chance.of(seed, "b", 0)));
        List<Sale> documents = new java.util.ArrayList<>();

        long refunded = RefundStory.drawWithin(order, documents, Chance.of(seed, "r", 0));

        assertThat(refunded).isBetween(0L, order.total());
        assertThat(documents).allSatisfy(refund -> {
            assertThat(refund.refundOf).isEqualTo("T1");
            assertThat(refund.occurred).isAfter(order.occurred);
        });
    }
}
