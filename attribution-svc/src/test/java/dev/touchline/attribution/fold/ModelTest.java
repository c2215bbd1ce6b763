package dev.touchline.attribution.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exact weights of the models, at their ends. */
class ModelTest {
    private static final Instant DAWN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Policy POLICY = Policy.standard();

    @Test
    void position_ofOneTwoThreeAndFive() {
        PositionWeights weights = new PositionWeights(40, 20, 40);
        assertThat(weights.of(1)).containsExactly(40);
        assertThat(weights.of(2)).containsExactly(40, 40);
        assertThat(weights.of(3)).containsExactly(40, 20, 40);
        assertThat(weights.of(5)).containsExactly(120, 20, 20, 20, 120);
    }

    @Test
    void timeDecay_isQuantisedFromTheLastTouch() {
        assertThat(TimeDecay.weights(smsAfterDays(0, 3, 7), Duration.ofDays(7)))
                .containsExactly(1L << 39, 739_916_455_813L, 1L << 40);
    }

    @Test
    void timeDecay_ofAgesFarApart_givesTheOldNothing() {
        assertThat(TimeDecay.weights(smsAfterDays(0, 3_650), Duration.ofDays(7)))
                .containsExactly(0, 1L << 40);
    }

    @Test
    void precedence_prefersTheRedeemedCouponThenClassThenTheLast() {
        List<Eligible> touches = new ArrayList<>(smsAfterDays(0, 1, 2));
        assertThat(Precedence.winner(touches, POLICY)).isEqualTo(2);
        touches.set(0, touch(Channel.CALL, 0, false));
        assertThat(Precedence.winner(touches, POLICY)).isZero();
        touches.set(1, touch(Channel.COUPON, 1, true));
        assertThat(Precedence.winner(touches, POLICY)).isEqualTo(1);
    }

    @Test
    void splitOfEveryModel_addsUpForOddAmounts() {
        Shares shares = new Shares(smsAfterDays(0, 1, 2, 3, 5, 8, 13), POLICY);
        for (long net : new long[] {0, 1, 2, 7, 99, 100_003, 1_000_000_000_000_007L}) {
            for (Model model : Model.values()) {
                long sum = shares.split(net).stream()
                        .flatMap(touch -> touch.credits().stream())
                        .filter(credit -> credit.model() == model)
                        .mapToLong(ModelCredit::amount)
                        .sum();
                assertThat(sum).as("%s of %s", model, net).isEqualTo(net);
            }
        }
    }

    private static List<Eligible> smsAfterDays(int... days) {
        List<Eligible> touches = new ArrayList<>();
        for (int day : days) {
            touches.add(touch(Channel.SMS, day, false));
        }
        return touches;
    }

    private static Eligible touch(Channel channel, int day, boolean redeemed) {
        Touch touch = new Touch(day, new TouchKey("s", "t" + day), "c", channel, 1, "", Map.of(), "", null, null);
        return new Eligible(new Reached(touch, DAWN.plus(Duration.ofDays(day))), redeemed);
    }
}
