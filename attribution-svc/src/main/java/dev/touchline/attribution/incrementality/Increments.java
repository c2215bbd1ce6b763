package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.dirty.DirtyMembers;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.policy.PolicyBook;
import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.GetIncrementalityResponse;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers one call: campaign after campaign, each read in a snapshot of its own and then compared on a worker thread. */
@ApplicationScoped
class Increments {

    private static final String REMARK =
            "Increments of campaigns do not add up: a member in two campaigns is in both. The yearly number comes from the"
                    + " global holdout alone.";

    private final Snapshots snapshots;
    private final DrawnCampaigns campaigns;
    private final DrawnMembers members;
    private final DrawnStores stores;
    private final PolicyBook book;
    private final IncrementalityConfig config;
    private final Clock clock;

    Increments(
            Snapshots snapshots,
            DrawnCampaigns campaigns,
            DrawnMembers members,
            DrawnStores stores,
            PolicyBook book,
            IncrementalityConfig config,
            Clock clock) {
        this.snapshots = snapshots;
        this.campaigns = campaigns;
        this.members = members;
        this.stores = stores;
        this.book = book;
        this.config = config;
        this.clock = clock;
    }

    /** A call on its way: the answer so far. */
    private record Call(
            Asked asked,
            Map<String, Drawn> all,
            Policies policies,
            List<Drawn> found,
            Instant now,
            GetIncrementalityResponse.Builder answer) {

        /** Whether the page is full, or what was found is at its end. */
        boolean done() {
            return answer.getCampaignsCount()
                    == Math.min(found.size(), asked.page().size());
        }

        GetIncrementalityResponse end() {
            int answered = answer.getCampaignsCount();
            if (answered < found.size()) {
                answer.setNextPageToken(new dev.touchline.kit.paging.Page(answered, "")
                        .next(answered, found.get(answered - 1).key()));
            }
            return answer.setRemark(REMARK).build();
        }
    }

    Uni<GetIncrementalityResponse> of(Asked asked) {
        Instant now = clock.instant();
        return snapshots
                .read("", tx -> campaigns.all(tx).chain(all -> book.current(tx)
                        .map(policies -> new Call(
                                asked,
                                all,
                                policies,
                                asked.of(all.values()),
                                now,
                                GetIncrementalityResponse.newBuilder()))))
                .chain(this::proceed);
    }

    // The first campaign always has the whole time; another is not begun after half of it.
    private Uni<GetIncrementalityResponse> proceed(Call call) {
        int answered = call.answer().getCampaignsCount();
        boolean late = clock.instant().isAfter(call.now().plus(config.deadline().dividedBy(2)));
        if (call.done() || answered > 0 && late) {
            return Uni.createFrom().item(call.end());
        }
        Drawn campaign = call.found().get(answered);
        return compare(call, campaign)
                .map(result -> Optional.of(ResultMessages.of(result)))
                .onFailure(Increments::tooLarge)
                .recoverWithItem(failure -> tooLarge(call, campaign, failure))
                .chain(result -> {
                    result.ifPresent(call.answer()::addCampaigns);
                    return result.isPresent() ? proceed(call) : Uni.createFrom().item(call.end());
                });
    }

    private static boolean tooLarge(Throwable failure) {
        return failure instanceof Rejection rejection && rejection.reason() == ErrorReason.ERROR_REASON_BATCH_TOO_LARGE;
    }

    /**
     * What is said of a campaign that cannot be read within bounds, so that those after it can be reached. If it was asked for by
     * name, that is the answer; behind others it is put off, to a page on which it has the whole time.
     */
    private static Optional<CampaignIncrementality> tooLarge(Call call, Drawn campaign, Throwable failure) {
        if (!call.asked().campaign().isEmpty()) {
            throw (Rejection) failure;
        }
        return call.answer().getCampaignsCount() > 0
                ? Optional.empty()
                : Optional.of(ResultMessages.tooLarge(campaign, call.asked().currency(), failure.getMessage()));
    }

    private Uni<Result> compare(Call call, Drawn campaign) {
        Contact contact = new Contact(
                campaign, call.all(), call.policies().at(campaign.window().start(), campaign.brand()));
        Question question = new Question(
                campaign, call.asked().currency(), contact, call.now().plus(config.deadline()), config.maxUnits());
        return snapshots
                .read(
                        campaign.key(),
                        tx -> (campaign.ofStores() ? stores.read(tx, question) : members.read(tx, question))
                                .chain(assigned -> DirtyMembers.waiting(tx)
                                        .invoke(assigned::setWaiting)
                                        .replaceWith(assigned)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(assigned -> Result.of(campaign, call.asked(), call.now(), assigned));
    }
}
