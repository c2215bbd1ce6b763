package dev.touchline.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.peer.Service;
import dev.touchline.operations.v1.Backlog;
import dev.touchline.operations.v1.Cursor;
import dev.touchline.operations.v1.GetProgressResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final Map<Service, GetProgressResponse.Builder> progress = new EnumMap<>(Service.class);

    @BeforeEach
    void everybodyHasReadTenEventsOfEachPartition() {
        for (Service service : Service.values()) {
            GetProgressResponse.Builder state = GetProgressResponse.newBuilder()
                    .setService(service.serviceName())
                    .setEpoch("epoch-" + service);
            for (int partition = 0; partition < 16; partition++) {
                state.addHeads(10);
                for (Service owner : service.follows()) {
                    state.addCursors(Cursor.newBuilder()
                            .setFeed(owner.serviceName())
                            .setPartition(partition)
                            .setEpoch("epoch-" + owner)
                            .setPosition(10));
                }
            }
            progress.put(service, state);
        }
    }

    private Completion completion() {
        Map<Service, GetProgressResponse> built = new EnumMap<>(Service.class);
        progress.forEach((service, state) -> built.put(service, state.build()));
        return Completion.of(built);
    }

    @Test
    void everythingRead_isComplete() {
        assertThat(completion().complete()).isTrue();
        assertThat(completion().items()).isZero();
    }

    @Test
    void factsInAnInbox_arePending() {
        progress.get(Service.ORDER_INGEST).setInbox(3);

        assertThat(completion().pending()).extracting(Object::toString).containsExactly("order-ingest-svc: inbox 3");
    }

    @Test
    void followerBehind_isPendingByTheSumOfItsPartitions() {
        progress.get(Service.TOUCH).setHeads(0, 12).setHeads(5, 11);

        assertThat(completion().pending())
                .extracting(Object::toString)
                .containsExactly("attribution-svc: from touch-svc 3");
    }

    @Test
    void followerAhead_isNotPending() {
        progress.get(Service.MEMBER).setHeads(0, 9);

        assertThat(completion().complete()).isTrue();
    }

    @Test
    void cursorOfAnotherEpoch_isWorthNothing() {
        progress.get(Service.ATTRIBUTION).setEpoch("restored");

        assertThat(completion().pending())
                .extracting(Object::toString)
                .containsExactly("report-svc: from attribution-svc 160");
    }

    @Test
    void followerWithoutCursors_hasEverythingToRead() {
        progress.get(Service.REPORT).clearCursors();

        assertThat(completion().items()).isEqualTo(160);
    }

    @Test
    void dirtyMembers_arePendingButQuarantineIsNot() {
        progress.get(Service.ATTRIBUTION)
                .addBacklogs(Backlog.newBuilder()
                        .setName("dirty_members")
                        .setCount(7)
                        .setBlocksCompletion(true))
                .addBacklogs(Backlog.newBuilder().setName("quarantined").setCount(5));

        assertThat(completion().pending())
                .extracting(Object::toString)
                .containsExactly("attribution-svc: dirty_members 7");
    }

    @Test
    void feedThatIsFollowedBesides_countsToo() {
        progress.get(Service.REPORT)
                .addCursors(Cursor.newBuilder()
                        .setFeed("touch-svc")
                        .setPartition(0)
                        .setEpoch("epoch-touch-svc")
                        .setPosition(4));

        assertThat(completion().pending())
                .extracting(Object::toString)
                .containsExactly("report-svc: from touch-svc 156");
    }

    @Test
    void someServicesOnly_areDecidedAlone() {
        progress.get(Service.ORDER_INGEST).setInbox(3);
        Map<Service, GetProgressResponse> asked = new EnumMap<>(Service.class);
        asked.put(Service.MEMBER, progress.get(Service.MEMBER).build());
        asked.put(Service.TOUCH, progress.get(Service.TOUCH).build());

        assertThat(Completion.of(asked, List.of(Service.MEMBER, Service.TOUCH)).complete())
                .isTrue();
    }
}
