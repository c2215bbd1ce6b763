package dev.touchline.member.registry;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.feed.NewEvent;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.profile.Profile;
import dev.touchline.member.v1.Binding;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.Recruitment;
import dev.touchline.member.v1.Relation;
import dev.touchline.type.v1.IdentifierHash;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Members as others see them. */
final class MemberMessages {

    private MemberMessages() {}

    static NewEvent event(MemberState state, List<IdentifierHash> identifiers) {
        MemberEvent event = MemberEvent.newBuilder()
                .setVersion(state.version())
                .setMember(member(state, identifiers))
                .build();
        return NewEvent.of("member/" + state.id(), state.version(), event);
    }

    static Member member(MemberState state, List<IdentifierHash> identifiers) {
        Profile profile = state.profile();
        Member.Builder member = Member.newBuilder()
                .setMemberId(state.id())
                .setCanonicalId(state.person())
                .setVersion(state.version())
                .addAllIdentifiers(identifiers)
                .setLevel(profile.level())
                .setCode(profile.code());
        if (profile.points() != null) {
            member.setPoints(profile.points());
        }
        profile.recruitments().values().forEach(each -> member.addRecruitments(recruitment(each)));
        profile.bindings().values().forEach(each -> member.addBindings(binding(each)));
        profile.relations().values().forEach(each -> member.addRelations(relation(each)));
        return member.build();
    }

    private static Recruitment recruitment(dev.touchline.member.profile.Recruitment known) {
        return Recruitment.newBuilder()
                .setBrand(known.brand())
                .setRecruitedAt(ProtoTime.timestamp(known.recruitedAt()))
                .setChannelValue(known.channel())
                .setStore(known.store())
                .setGuide(known.guide())
                .setCampaign(known.campaign())
                .setCode(known.code())
                .build();
    }

    private static Binding binding(dev.touchline.member.profile.Binding known) {
        Binding.Builder binding = Binding.newBuilder()
                .setBrand(known.brand())
                .setStore(known.store())
                .setGuide(known.guide())
                .setStart(ProtoTime.timestamp(known.start()))
                .setModeValue(known.mode())
                .setEndReasonValue(known.endReason())
                .setCloudGuide(known.cloudGuide());
        ifKnown(known.end(), binding::setEnd);
        ifKnown(known.protectedUntil(), binding::setProtectedUntil);
        return binding.build();
    }

    private static Relation relation(dev.touchline.member.profile.Relation known) {
        Relation.Builder relation = Relation.newBuilder()
                .setKindValue(known.kind())
                .setCounterpart(known.counterpart())
                .setStart(ProtoTime.timestamp(known.start()))
                .setEndedByValue(known.endedBy());
        ifKnown(known.end(), relation::setEnd);
        return relation.build();
    }

    private static void ifKnown(Instant instant, Consumer<Timestamp> set) {
        if (instant != null) {
            set.accept(ProtoTime.timestamp(instant));
        }
    }
}
