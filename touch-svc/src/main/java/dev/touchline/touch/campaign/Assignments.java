package dev.touchline.touch.campaign;

import com.google.protobuf.ByteString;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.kit.feed.NewEvent;
import dev.touchline.kit.identity.Identities;
import dev.touchline.touch.Forms;
import dev.touchline.touch.campaign.Arms.Key;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.touch.v1.AssignArmResult;
import dev.touchline.touch.v1.AssignedBy;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Assigns units to arms, once and for ever. */
@ApplicationScoped
class Assignments {

    private final Pool pool;
    private final Identities identities;
    private final Campaigns campaigns;
    private final Arms arms;
    private final FeedInbox inbox;
    private final ArmChoice choice;

    Assignments(Pool pool, Identities identities, Campaigns campaigns, Arms arms, FeedInbox inbox, ArmChoice choice) {
        this.pool = pool;
        this.identities = identities;
        this.campaigns = campaigns;
        this.arms = arms;
        this.inbox = inbox;
        this.choice = choice;
    }

    /** Assigns units, at least one; those of another brand's campaign are rejected. */
    Uni<List<AssignArmResult>> assign(List<ArmRequest> requests, Caller caller) {
        Set<ByteString> hashes =
                requests.stream().flatMap(each -> each.hashes().stream()).collect(Collectors.toSet());
        Set<String> keys = requests.stream().map(ArmRequest::campaign).collect(Collectors.toSet());
        return pool.withTransaction(tx -> identities.find(tx, hashes).chain(known -> campaigns
                .find(tx, keys)
                .chain(found -> assign(tx, new Asked(requests, known, found, caller)))));
    }

    private Uni<List<AssignArmResult>> assign(SqlConnection tx, Asked asked) {
        if (asked.first.isEmpty()) {
            return Uni.createFrom().item(asked.answers);
        }
        return arms.insertOrLock(tx, asked.first.values()).chain(inserted -> arms.find(tx, asked.first.keySet())
                .chain(standing ->
                        inbox.append(tx, events(inserted, standing)).map(told -> asked.answer(inserted, standing))));
    }

    private static List<NewEvent> events(Set<Key> inserted, Map<Key, ArmAssignment> standing) {
        return inserted.stream()
                .map(key -> NewEvent.of(
                        "arm/" + key.campaign() + "/" + key.unit(),
                        1,
                        TouchEvent.newBuilder()
                                .setVersion(1)
                                .setArm(standing.get(key))
                                .build()))
                .toList();
    }

    /** What a batch asks for: the first to name a unit decides, the others must agree. */
    private final class Asked {
        private final Map<Key, ArmAssignment> first = new LinkedHashMap<>();
        private final List<Integer> indexes = new ArrayList<>();
        private final List<ArmAssignment> wanted = new ArrayList<>();
        private final List<AssignArmResult> answers = new ArrayList<>();

        Asked(
                List<ArmRequest> requests,
                Map<ByteString, Long> known,
                Map<String, Campaigns.Stored> campaigns,
                Caller caller) {
            for (ArmRequest request : requests) {
                try {
                    Campaigns.Stored campaign = campaigns.get(request.campaign());
                    if (campaign != null
                            && !caller.covers(null, campaign.campaign().getBrand())) {
                        throw Caller.outOfScope("campaign");
                    }
                    ArmAssignment arm = choice.wanted(request, known, campaign);
                    first.putIfAbsent(Key.of(arm), arm);
                    wanted.add(arm);
                    indexes.add(request.index());
                } catch (Rejection refused) {
                    answers.add(AssignArmResult.newBuilder()
                            .setResult(Items.rejected(request.index(), refused))
                            .build());
                }
            }
        }

        List<AssignArmResult> answer(Set<Key> inserted, Map<Key, ArmAssignment> standing) {
            Set<Key> news = new HashSet<>(inserted);
            for (int i = 0; i < wanted.size(); i++) {
                Key key = Key.of(wanted.get(i));
                answers.add(result(indexes.get(i), wanted.get(i), standing.get(key), news.remove(key)));
            }
            return answers;
        }
    }

    /** A drawn arm never contradicts the one that stands: the sender left it open. */
    private static AssignArmResult result(int index, ArmAssignment wanted, ArmAssignment stands, boolean news) {
        AssignArmResult.Builder result = AssignArmResult.newBuilder().setArm(stands.getArm());
        if (news) {
            return result.setResult(Items.accepted(index)).build();
        }
        if (wanted.getAssignedBy() == AssignedBy.ASSIGNED_BY_HASH || wanted.getArm() == stands.getArm()) {
            return result.setResult(Items.duplicate(index)).build();
        }
        return result.setResult(Items.rejected(
                        index,
                        Forms.refused(
                                ErrorReason.ERROR_REASON_ARM_FROZEN,
                                "arm",
                                wanted.getArm().name(),
                                stands.getArm().name())))
                .build();
    }
}
