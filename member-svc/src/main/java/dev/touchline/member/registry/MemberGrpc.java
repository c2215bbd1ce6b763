package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.member.registry.Identifiers.Owner;
import dev.touchline.member.v1.GetMemberRequest;
import dev.touchline.member.v1.GetMemberResponse;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.MemberService;
import dev.touchline.member.v1.ResolveMembersRequest;
import dev.touchline.member.v1.ResolveMembersResponse;
import dev.touchline.member.v1.ResolvedMember;
import dev.touchline.member.v1.SplitMembersRequest;
import dev.touchline.member.v1.SplitMembersResponse;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.member.v1.UpsertMembersResponse;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is who, at the edge. */
@GrpcService
class MemberGrpc implements MemberService {

    private static final int MAX_MEMBERS = 500;
    private static final int MAX_SPLIT = 100;

    private final MemberForm form;
    private final Registry registry;
    private final Splits splits;
    private final Identifiers identifiers;
    private final Members members;
    private final Pool pool;

    MemberGrpc(MemberForm form, Registry registry, Splits splits, Identifiers identifiers, Members members, Pool pool) {
        this.form = form;
        this.registry = registry;
        this.splits = splits;
        this.identifiers = identifiers;
        this.members = members;
        this.pool = pool;
    }

    @Override
    public Uni<UpsertMembersResponse> upsertMembers(UpsertMembersRequest request) {
        int size = Check.batch("members", request.getMembersList(), MAX_MEMBERS);
        UpsertMemberResult[] results = new UpsertMemberResult[size];
        List<MemberReport> reports = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            MemberInput input = request.getMembers(i);
            try {
                reports.add(form.report(i, input));
            } catch (Rejection refused) {
                results[i] = UpsertMemberResult.newBuilder()
                        .setResult(Items.rejected(i, refused))
                        .build();
            }
        }
        Uni<List<Registered>> recorded =
                reports.isEmpty() ? Uni.createFrom().item(List.of()) : registry.record(reports, Caller.current());
        return recorded.map(answers -> {
            for (int i = 0; i < answers.size(); i++) {
                int index = reports.get(i).index();
                results[index] = result(index, answers.get(i));
            }
            return UpsertMembersResponse.newBuilder()
                    .addAllResults(List.of(results))
                    .build();
        });
    }

    private static UpsertMemberResult result(int index, Registered answer) {
        if (answer.equals(Registered.OUT_OF_SCOPE)) {
            return UpsertMemberResult.newBuilder()
                    .setResult(Items.rejected(index, Caller.outOfScope("member")))
                    .build();
        }
        ItemResult item = answer.changed() ? Items.accepted(index) : Items.duplicate(index);
        return UpsertMemberResult.newBuilder()
                .setResult(item)
                .setMemberId(answer.member())
                .setCanonicalId(answer.person())
                .setCreated(answer.created())
                .build();
    }

    @Override
    public Uni<ResolveMembersResponse> resolveMembers(ResolveMembersRequest request) {
        Check.batch("people", request.getPeopleList(), MAX_MEMBERS);
        List<List<ByteString>> people = request.getPeopleList().stream()
                .map(person -> form.hashes(person.getIdentifiersList()))
                .toList();
        Set<ByteString> hashes = people.stream().flatMap(Collection::stream).collect(Collectors.toSet());
        return identifiers.owners(pool, hashes).map(owners -> ResolveMembersResponse.newBuilder()
                .addAllMembers(
                        people.stream().map(person -> resolved(person, owners)).toList())
                .build());
    }

    private static ResolvedMember resolved(List<ByteString> person, Map<ByteString, Owner> owners) {
        return person.stream()
                .map(owners::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(owner -> ResolvedMember.newBuilder()
                        .setMemberId(owner.member())
                        .setCanonicalId(owner.person())
                        .build())
                .orElse(ResolvedMember.getDefaultInstance());
    }

    @Override
    public Uni<GetMemberResponse> getMember(GetMemberRequest request) {
        Check.range("member_id", request.getMemberId(), 1, Long.MAX_VALUE);
        return messages(List.of(request.getMemberId())).chain(found -> identifiers
                .contacts(pool, request.getMemberId())
                .map(contacts -> GetMemberResponse.newBuilder()
                        .setMember(found.get(0))
                        .addAllContacts(request.getReveal() ? contacts : masked(contacts))
                        .build()));
    }

    private static List<Identifier> masked(List<Identifier> contacts) {
        return contacts.stream().map(Mask::of).toList();
    }

    @Override
    public Uni<SplitMembersResponse> splitMembers(SplitMembersRequest request) {
        Check.batch("member_ids", request.getMemberIdsList(), MAX_SPLIT);
        request.getMemberIdsList().forEach(id -> Check.range("member_ids", id, 1, Long.MAX_VALUE));
        return splits.split(request.getMemberIdsList())
                .chain(() -> messages(request.getMemberIdsList()))
                .map(members ->
                        SplitMembersResponse.newBuilder().addAllMembers(members).build());
    }

    private Uni<List<Member>> messages(List<Long> ids) {
        return pool.withConnection(connection -> members.load(connection, ids)
                .chain(states -> identifiers.ofMembers(connection, ids).map(hashes -> ids.stream()
                        .map(id -> {
                            MemberState state = states.get(id);
                            if (state == null) {
                                throw Rejection.notFound("member_id", id);
                            }
                            return MemberMessages.member(state, hashes.getOrDefault(id, List.of()));
                        })
                        .toList())));
    }
}
