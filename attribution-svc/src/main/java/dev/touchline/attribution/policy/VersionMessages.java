package dev.touchline.attribution.policy;

import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PolicyRefold;
import dev.touchline.attribution.v1.PolicyViolation;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Versions as callers see them: with what they changed, and how far those whom they concern are marked. */
@ApplicationScoped
class VersionMessages {

    private final Refolds refolds;
    private final Clock clock;

    VersionMessages(Refolds refolds, Clock clock) {
        this.refolds = refolds;
        this.clock = clock;
    }

    /** One version with its rules. */
    Uni<dev.touchline.attribution.v1.PolicyVersion> whole(SqlClient client, Timeline timeline, PolicyVersion version) {
        return refolds.of(client, List.of(version.number())).map(progress -> message(timeline, version, progress)
                .addAllRules(PolicyText.of(version.rules()))
                .build());
    }

    /** At most {@code size} versions before that number, or from the newest if it is 0. */
    Uni<List<dev.touchline.attribution.v1.PolicyVersion>> page(
            SqlClient client, Timeline timeline, int size, int before) {
        int last = before == 0 ? timeline.newest() : Math.min(before - 1, timeline.newest());
        List<Integer> numbers = new ArrayList<>();
        for (int number = last; number > Math.max(0, last - size); number--) {
            numbers.add(number);
        }
        return refolds.of(client, numbers).map(progress -> numbers.stream()
                .map(number ->
                        message(timeline, timeline.version(number), progress).build())
                .toList());
    }

    private dev.touchline.attribution.v1.PolicyVersion.Builder message(
            Timeline timeline, PolicyVersion version, Map<Integer, PolicyRefold> progress) {
        dev.touchline.attribution.v1.PolicyVersion.Builder message =
                dev.touchline.attribution.v1.PolicyVersion.newBuilder()
                        .setNumber(version.number())
                        .setLabel(version.label())
                        .setBrand(version.brand())
                        .setPolicy(version.content())
                        .setAuthor(version.author())
                        .setAuthorRole(version.authorRole())
                        .setReason(version.reason())
                        .setRecordedAt(ProtoTime.timestamp(version.recordedAt()))
                        .setRefold(progress.getOrDefault(version.number(), PolicyRefold.getDefaultInstance()))
                        .setInForce(timeline.at(clock.instant(), version.brand()) == version);
        if (version.effectiveFrom().isAfter(PolicyVersion.BEGINNING)) {
            message.setEffectiveFrom(ProtoTime.timestamp(version.effectiveFrom()));
        }
        if (version.number() > 1) {
            PolicyVersion replaced = timeline.before(version.number()).at(version.effectiveFrom(), version.brand());
            message.setReplacedVersion(replaced.number()).addAllChanges(changes(replaced.content(), version.content()));
        }
        return message;
    }

    /** What one complete policy changes in another, in words. */
    static List<String> changes(Policy before, Policy after) {
        return PolicyText.changes(PolicyMessages.policy(before, ""), PolicyMessages.policy(after, ""));
    }

    static List<PolicyViolation> violations(List<Violation> violations) {
        return violations.stream()
                .map(each -> PolicyViolation.newBuilder()
                        .setField(each.field())
                        .setGot(each.got())
                        .setExpected(each.expected())
                        .build())
                .toList();
    }
}
