package dev.touchline.cli.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Draws what campaigns do to one person: arms, and touches with their stages, failures and reasons. */
final class TouchStory {
    private static final double ACTIVE_FACTOR = 1.7;
    private static final double PASSIVE_FACTOR = 0.43;
    private static final double CONTAMINATION = 0.01;
    private static final Duration SOON = Duration.ofMinutes(3);

    private final Person person;
    private final Chance chance;
    private final List<TouchReport> touches = new ArrayList<>();
    private final List<ArmRow> arms = new ArrayList<>();

    TouchStory(Person person, Chance chance) {
        this.person = person;
        this.chance = chance;
    }

    /** The arm of the person in a campaign. */
    record ArmRow(String campaign, boolean treated) {}

    List<TouchReport> touches() {
        return touches;
    }

    List<ArmRow> arms() {
        return arms;
    }

    void draw(List<CampaignPlan> plans, Truth truth) {
        for (CampaignPlan plan : plans) {
            boolean ofBrand = plan.brand().isEmpty() || person.brands().contains(plan.brand());
            boolean known = person.knowledge() != Person.Knowledge.UNKNOWN_AT_FIRST
                    && person.recruited().isBefore(plan.start());
            double share = Math.min(0.95, plan.audience() * (person.active() ? ACTIVE_FACTOR : PASSIVE_FACTOR));
            if (ofBrand && known && chance.happens(share)) {
                include(plan, truth);
            }
        }
        if (!person.guide().isEmpty() && chance.happens(0.3)) {
            ownMessage();
        }
    }

    private void include(CampaignPlan plan, Truth truth) {
        boolean treated = plan.control() == 0 || !chance.happens(plan.control());
        if (plan.control() > 0) {
            arms.add(new ArmRow(plan.key(), treated));
        }
        truth.assigned(plan, treated);
        if (treated || chance.happens(CONTAMINATION)) {
            TouchReport touch = touch(plan);
            touch.treated = treated;
            touches.add(touch);
            if (treated && touch.reached != null) {
                truth.reached(plan, person.brands().get(0));
            }
        }
    }

    private TouchReport touch(CampaignPlan plan) {
        String channel = chance.pick(plan.channels());
        TouchReport touch = new TouchReport(
                String.format("%s-%08d", plan.key(), person.index()),
                plan.key(),
                channel,
                person.ids().forChannel(channel));
        Duration length = Duration.between(plan.start(), plan.end());
        touch.assigned = chance.between(plan.start(), plan.start().plus(length.dividedBy(5)));
        boolean byGuide = channel.equals("guide-task") || channel.equals("one-to-one") || channel.equals("moments");
        if (byGuide) {
            touch.store = person.home().key();
            touch.guide = person.guide();
        }
        double execution = plan.execution() * (byGuide ? person.home().willing() : 1);
        if (chance.happens(execution)) {
            execute(touch, length);
        } else {
            leaveOut(touch, plan.end());
        }
        return touch;
    }

    private void execute(TouchReport touch, Duration length) {
        touch.executed = chance.between(
                touch.assigned, touch.assigned.plus(length.dividedBy(touch.channel.equals("coupon") ? 50 : 3)));
        switch (touch.channel) {
            case "coupon" -> {
                touch.delivered = touch.executed;
                touch.reached = touch.executed;
                touch.coupon = "CP-" + touch.number;
            }
            case "guide-task", "one-to-one", "moments", "group" -> sendByGuide(touch);
            case "call" -> deliver(touch, 0.55, List.of("no-answer", "no-answer", "refused", "bad-number"));
            case "sms" -> deliver(touch, 0.93, List.of("bad-number"));
            case "event", "live-room" -> deliver(touch, 0.45, List.of());
            default -> deliver(touch, 0.88, List.of("receive-cap", "no-consent"));
        }
        if (touch.reached != null && !touch.channel.equals("coupon") && chance.happens(0.15)) {
            touch.responded = chance.after(touch.reached, SOON, Duration.ofHours(30));
        }
    }

    private void sendByGuide(TouchReport touch) {
        if (touch.channel.equals("guide-task") && chance.happens(0.02)) {
            touch.failed = touch.executed.plusSeconds(40);
            touch.failureReason = "platform";
        } else {
            touch.reached = touch.executed;
        }
    }

    private void deliver(TouchReport touch, double probability, List<String> reasons) {
        Instant at = chance.after(touch.executed, Duration.ofSeconds(1), SOON);
        if (chance.happens(probability)) {
            touch.delivered = at;
            touch.reached = at;
        } else if (!reasons.isEmpty()) {
            touch.failed = at;
            touch.failureReason = chance.pick(reasons);
        }
    }

    private void leaveOut(TouchReport touch, Instant end) {
        switch (chance.weighted(0.5, 0.3, 0.2)) {
            case 0 -> {
                touch.failed = chance.between(touch.assigned, end);
                touch.failureReason =
                        chance.pick(List.of("not-a-friend", "guide-left", "capped", "no-consent", "expired"));
            }
            case 1 -> touch.cancelled = chance.between(touch.assigned, end);
            default -> {
                // Assigned, and never heard of again.
            }
        }
    }

    /** A guide's own message: counts towards caps, earns nothing. */
    private void ownMessage() {
        TouchReport touch = new TouchReport(
                String.format("own-%08d", person.index()),
                "",
                "one-to-one",
                person.ids().forChannel("one-to-one"));
        touch.guide = person.guide();
        touch.store = person.home().key();
        touch.executed = chance.between(Sales.FIRST, Sales.END);
        touches.add(touch);
    }
}
