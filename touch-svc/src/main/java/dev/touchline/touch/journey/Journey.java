package dev.touchline.touch.journey;

import dev.touchline.touch.journey.Verdict.Reason;
import dev.touchline.touch.journey.Verdict.Refused;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One touch and what happened to it so far. Stages are separate facts, at most one each, and may arrive in any order: what
 * stands at the end does not depend on it.
 *
 * @param content what it is
 * @param addressee who it is for
 * @param stages what happened, by stage
 * @param redeemedOn order on which the coupon was redeemed; null: not redeemed
 */
public record Journey(Content content, Addressee addressee, Map<Stage, StageFact> stages, OrderKey redeemedOn) {

    /** A touch of which nothing is known but what it is. */
    public static Journey begin(Content content) {
        return new Journey(content, Addressee.NOBODY, Map.of(), null);
    }

    /** A touch with facts as they were stored. */
    public static Journey of(Content content, Addressee addressee, List<StageFact> facts, OrderKey redeemedOn) {
        EnumMap<Stage, StageFact> stages = new EnumMap<>(Stage.class);
        facts.forEach(fact -> stages.put(fact.stage(), fact));
        return new Journey(content, addressee, Collections.unmodifiableMap(stages), redeemedOn);
    }

    /** Who it is for; 0: nobody knows yet. */
    public long member() {
        return addressee.member();
    }

    /** This touch once the members behind hashes are known. */
    public Journey told(Map<String, Long> members) {
        return new Journey(content, addressee.told(members), stages, redeemedOn);
    }

    /** Whether others would see a difference: identifiers alone are nobody else's business. */
    public boolean differs(Journey other) {
        return member() != other.member()
                || !content.equals(other.content)
                || !stages.equals(other.stages)
                || !Objects.equals(redeemedOn, other.redeemedOn);
    }

    /** What a report of this touch does to it. Either all of the report counts or nothing. */
    public Verdict hear(Report report) {
        if (!content.equals(report.content())) {
            return new Refused(Reason.OTHER_CONTENT, "touch", "other content", "the content of the first report");
        }
        EnumMap<Stage, StageFact> heard = new EnumMap<>(Stage.class);
        heard.putAll(stages);
        for (StageFact fact : report.stages()) {
            StageFact stands = heard.putIfAbsent(fact.stage(), fact);
            if (stands != null && !stands.same(fact)) {
                return otherStage(fact, stands);
            }
        }
        OrderKey order = report.redeemedOn();
        if (order != null && redeemedOn != null && !order.equals(redeemedOn)) {
            return new Refused(
                    Reason.NOT_REDEEMABLE, "touch.redeemed_on", order.toString(), "redeemed on " + redeemedOn);
        }
        Journey after = new Journey(
                content,
                addressee.and(report.addressee()),
                Collections.unmodifiableMap(heard),
                order == null ? redeemedOn : order);
        return after.redeemedTooLate() ? tooLate(after) : news(after);
    }

    private Verdict news(Journey after) {
        return differs(after) ? new Verdict.News(after) : new Verdict.Known(after);
    }

    /** A redemption is dated by the response that it is; without one nobody can say that it came too late. */
    private boolean redeemedTooLate() {
        StageFact response = stages.get(Stage.RESPONDED);
        Instant expiry = content.expiresAt();
        return redeemedOn != null
                && expiry != null
                && response != null
                && response.occurredAt().isAfter(expiry);
    }

    private static Refused tooLate(Journey after) {
        return new Refused(
                Reason.NOT_REDEEMABLE,
                "touch.redeemed_on",
                after.stages.get(Stage.RESPONDED).occurredAt().toString(),
                "not after " + after.content.expiresAt());
    }

    private static Refused otherStage(StageFact fact, StageFact stands) {
        return new Refused(
                Reason.OTHER_STAGE,
                "touch.stages." + fact.stage().name().toLowerCase(java.util.Locale.ROOT),
                fact.occurredAt() + (fact.failureReason() == 0 ? "" : " reason " + fact.failureReason()),
                stands.occurredAt() + (stands.failureReason() == 0 ? "" : " reason " + stands.failureReason()));
    }
}
