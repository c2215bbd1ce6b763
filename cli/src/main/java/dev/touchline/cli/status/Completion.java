package dev.touchline.cli.status;

import dev.touchline.cli.peer.Service;
import dev.touchline.operations.v1.Backlog;
import dev.touchline.operations.v1.Cursor;
import dev.touchline.operations.v1.GetProgressResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Decides whether every accepted fact is attributed and reported, from the progress of the services.
 *
 * <p>The progress must have been asked for in the order of {@link Service}: each service after those that it follows. An
 * owner whose inbox is empty at head h has published everything that it had accepted; a follower that is asked later, has
 * applied h and has no work left, and whose own inbox is empty, has passed all of it on. So whatever had been accepted
 * before the first question is in the reports when the last answer is complete.
 */
public final class Completion {
    private final List<Pending> pending;

    private Completion(List<Pending> pending) {
        this.pending = pending;
    }

    /** The decision for the given progress of all services. */
    public static Completion of(Map<Service, GetProgressResponse> progress) {
        return of(progress, List.of(Service.values()));
    }

    /** The decision for some services only, e.g. whether touch-svc knows all members. */
    public static Completion of(Map<Service, GetProgressResponse> progress, List<Service> services) {
        Map<Service, GetProgressResponse> known = new EnumMap<>(progress);
        List<Pending> pending = new ArrayList<>();
        for (Service service : services) {
            GetProgressResponse state = known.get(service);
            add(pending, service, "inbox", state.getInbox());
            for (Backlog backlog : state.getBacklogsList()) {
                if (backlog.getBlocksCompletion()) {
                    add(pending, service, backlog.getName(), backlog.getCount());
                }
            }
            for (Service owner : owners(service, state)) {
                if (services.contains(owner)) {
                    add(pending, service, "from " + owner, behind(known.get(owner), state, owner));
                }
            }
        }
        return new Completion(pending);
    }

    private static void add(List<Pending> pending, Service service, String what, long count) {
        if (count > 0) {
            pending.add(new Pending(service, what, count));
        }
    }

    /** What a service must follow, and what it does follow; only services asked before it, or the proof would not hold. */
    private static List<Service> owners(Service follower, GetProgressResponse state) {
        return Stream.of(Service.values())
                .filter(owner -> owner.compareTo(follower) < 0)
                .filter(owner -> follower.follows().contains(owner)
                        || state.getCursorsList().stream()
                                .anyMatch(cursor -> cursor.getFeed().equals(owner.serviceName())))
                .toList();
    }

    private static long behind(GetProgressResponse owner, GetProgressResponse follower, Service feed) {
        long behind = 0;
        for (int partition = 0; partition < owner.getHeadsCount(); partition++) {
            long head = owner.getHeads(partition);
            behind += Math.max(0, head - position(follower, feed, partition, owner.getEpoch()));
        }
        return behind;
    }

    private static long position(GetProgressResponse follower, Service feed, int partition, String epoch) {
        for (Cursor cursor : follower.getCursorsList()) {
            if (cursor.getPartition() == partition
                    && cursor.getFeed().equals(feed.serviceName())
                    && cursor.getEpoch().equals(epoch)) {
                return cursor.getPosition();
            }
        }
        return 0;
    }

    /** Whether nothing is pending. */
    public boolean complete() {
        return pending.isEmpty();
    }

    /** What is pending, in the order of the services. */
    public List<Pending> pending() {
        return List.copyOf(pending);
    }

    /** How many items are pending, a fact being counted at every service where it waits. */
    public long items() {
        return pending.stream().mapToLong(Pending::count).sum();
    }

    /** Items that wait at one place. */
    public record Pending(Service service, String what, long count) {
        @Override
        public String toString() {
            return service + ": " + what + " " + count;
        }
    }
}
