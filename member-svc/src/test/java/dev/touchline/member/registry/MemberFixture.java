package dev.touchline.member.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.member.v1.GetMemberRequest;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.MemberService;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.CheckInvariantsResponse;
import dev.touchline.operations.v1.Figure;
import dev.touchline.operations.v1.OperationsService;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.grpc.GrpcClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** Calls that the tests of members share: through the stubs, as any client would. */
abstract class MemberFixture {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    @GrpcClient("member-svc")
    MemberService members;

    @GrpcClient("member-svc")
    FeedService feed;

    @GrpcClient("member-svc")
    OperationsService operations;

    UpsertMemberResult upsert(MemberInput.Builder input) {
        return upsert(List.of(input.build())).get(0);
    }

    List<UpsertMemberResult> upsert(List<MemberInput> inputs) {
        return members.upsertMembers(
                        UpsertMembersRequest.newBuilder().addAllMembers(inputs).build())
                .await()
                .atMost(PATIENCE)
                .getResultsList();
    }

    Member member(long id) {
        return members.getMember(GetMemberRequest.newBuilder().setMemberId(id).build())
                .await()
                .atMost(PATIENCE)
                .getMember();
    }

    /** All events of a member in the feed, in order, once the last of them tells the version that stands. */
    List<Member> events(long id) {
        long version = member(id).getVersion();
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> read("member/" + id),
                        events -> !events.isEmpty()
                                && events.get(events.size() - 1).getVersion() == version);
    }

    private List<Member> read(String key) throws InvalidProtocolBufferException {
        List<Member> events = new ArrayList<>();
        String epoch = "";
        long after = 0;
        while (true) {
            var page = feed.readFeed(ReadFeedRequest.newBuilder()
                            .setPartition(FeedInbox.partition(key))
                            .setEpoch(epoch)
                            .setAfter(after)
                            .build())
                    .await()
                    .atMost(PATIENCE);
            if (page.getEventsCount() == 0) {
                return events;
            }
            epoch = page.getEpoch();
            for (FeedEvent event : page.getEventsList()) {
                after = event.getPosition();
                if (event.getKey().equals(key)) {
                    events.add(MemberEvent.parseFrom(event.getBody()).getMember());
                }
            }
        }
    }

    CheckInvariantsResponse assertInvariants() {
        CheckInvariantsResponse checked = operations
                .checkInvariants(CheckInvariantsRequest.getDefaultInstance())
                .await()
                .atMost(PATIENCE);
        assertThat(checked.getResultsList()).hasSizeGreaterThan(4).allSatisfy(result -> assertThat(
                        result.getViolations())
                .as(result.getInvariant() + " " + result.getSamplesList())
                .isZero());
        assertThat(checked.getFiguresList()).extracting(Figure::getName).containsExactly("members", "persons");
        assertThat(checked.getFigures(1).getValue())
                .isPositive()
                .isLessThanOrEqualTo(checked.getFigures(0).getValue());
        return checked;
    }

    static void assertOutcome(UpsertMemberResult result, ItemOutcome outcome) {
        assertThat(result.getResult().getOutcome())
                .as(result.getResult().getMessage())
                .isEqualTo(outcome);
    }

    static MemberInput.Builder known(Identifier... identifiers) {
        return MemberInput.newBuilder().addAllIdentifiers(Arrays.asList(identifiers));
    }

    static Identifier phone(String digits) {
        return identifier(IdentifierType.IDENTIFIER_TYPE_PHONE, digits);
    }

    static Identifier code(String code) {
        return identifier(IdentifierType.IDENTIFIER_TYPE_MEMBER_CODE, code);
    }

    static Identifier card(String number) {
        return identifier(IdentifierType.IDENTIFIER_TYPE_CARD, number);
    }

    static Identifier device(String id) {
        return identifier(IdentifierType.IDENTIFIER_TYPE_DEVICE, id);
    }

    static Identifier identifier(IdentifierType type, String value) {
        return Identifier.newBuilder().setType(type).setValue(value).build();
    }

    static Timestamp at(long second) {
        return Timestamp.newBuilder().setSeconds(1_700_000_000 + second).build();
    }
}
