package dev.touchline.touch.campaign;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.kit.feed.NewEvent;
import dev.touchline.touch.campaign.Campaigns.Stored;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.type.v1.ItemOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Creates and replaces campaigns: of several with one key in a batch the last stands, in one version. */
@ApplicationScoped
class CampaignUpserts {

    private final Pool pool;
    private final Campaigns campaigns;
    private final FeedInbox inbox;

    CampaignUpserts(Pool pool, Campaigns campaigns, FeedInbox inbox) {
        this.pool = pool;
        this.campaigns = campaigns;
        this.inbox = inbox;
    }

    /** Records campaigns, at least one; answers for each what became of it. One that would replace another brand's is rejected. */
    Uni<List<ItemOutcome>> upsert(List<Campaign> inputs, Caller caller) {
        Map<String, Campaign> first = new LinkedHashMap<>();
        inputs.forEach(each -> first.putIfAbsent(each.getKey(), each));
        return pool.withTransaction(tx -> campaigns
                .insertOrLock(tx, first.values())
                .chain(inserted -> campaigns.find(tx, first.keySet()).chain(stored -> {
                    Changes changes = new Changes(stored, inserted, inputs, caller);
                    return write(tx, changes, inserted).replaceWith(changes.outcomes);
                })));
    }

    private Uni<Void> write(SqlConnection tx, Changes changes, Set<String> inserted) {
        List<NewEvent> events = Stream.concat(inserted.stream(), changes.changed.keySet().stream())
                .distinct()
                .map(key -> event(changes.current.get(key)))
                .toList();
        return campaigns.update(tx, List.copyOf(changes.changed.values())).chain(() -> inbox.append(tx, events));
    }

    private static NewEvent event(Stored stored) {
        TouchEvent event = TouchEvent.newBuilder()
                .setVersion(stored.version())
                .setCampaign(stored.campaign())
                .build();
        return NewEvent.of("campaign/" + stored.key(), stored.version(), event);
    }

    /** What a batch changes, in the order in which it came. */
    private static final class Changes {
        private final Map<String, Stored> current;
        private final Map<String, Stored> changed = new LinkedHashMap<>();
        private final List<ItemOutcome> outcomes = new ArrayList<>();

        Changes(Map<String, Stored> stored, Set<String> inserted, List<Campaign> inputs, Caller caller) {
            current = new HashMap<>(stored);
            Map<String, Boolean> fresh = new HashMap<>();
            inserted.forEach(key -> fresh.put(key, true));
            for (Campaign input : inputs) {
                String key = input.getKey();
                if (!caller.covers(null, stored.get(key).campaign().getBrand())) {
                    outcomes.add(ItemOutcome.ITEM_OUTCOME_REJECTED);
                    continue;
                }
                boolean first = fresh.remove(key) != null;
                boolean differs = !current.get(key).campaign().equals(input);
                outcomes.add(first || differs ? ItemOutcome.ITEM_OUTCOME_ACCEPTED : ItemOutcome.ITEM_OUTCOME_DUPLICATE);
                if (differs) {
                    long version = stored.get(key).version() + (inserted.contains(key) ? 0 : 1);
                    current.put(key, new Stored(version, input));
                    changed.put(key, current.get(key));
                }
            }
        }
    }
}
