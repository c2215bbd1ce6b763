package dev.touchline.cli.load;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Row;
import dev.touchline.member.v1.Binding;
import dev.touchline.member.v1.BindingEndReason;
import dev.touchline.member.v1.BindingMode;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.Recruitment;
import dev.touchline.member.v1.RecruitmentChannel;
import dev.touchline.member.v1.Relation;
import dev.touchline.member.v1.RelationEndedBy;
import dev.touchline.member.v1.RelationKind;
import dev.touchline.type.v1.Identifier;
import java.util.List;

/** Reads a member from a row: identifiers, and at most one recruitment, one binding and one relation. */
final class MemberRows {
    private MemberRows() {}

    static MemberInput read(Row row) throws BadCell {
        List<Identifier> identifiers = row.identifiers();
        if (identifiers.isEmpty()) {
            throw row.bad("identifiers", "", "at least one identifier");
        }
        MemberInput.Builder member =
                MemberInput.newBuilder().addAllIdentifiers(identifiers).setLevel(row.text("level"));
        if (!row.text("points").isEmpty()) {
            member.setPoints(row.number("points", 0, Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (row.time("recruited_at") != null) {
            member.addRecruitments(recruitment(row));
        }
        if (row.time("binding_start") != null) {
            member.addBindings(binding(row));
        }
        if (row.time("relation_start") != null) {
            member.addRelations(relation(row));
        }
        return member.build();
    }

    private static Recruitment recruitment(Row row) throws BadCell {
        return Recruitment.newBuilder()
                .setBrand(row.text("recruit_brand"))
                .setRecruitedAt(row.requiredTime("recruited_at"))
                .setChannel(row.choice(
                        "recruit_channel",
                        RecruitmentChannel.class,
                        "RECRUITMENT_CHANNEL_",
                        RecruitmentChannel.RECRUITMENT_CHANNEL_UNSPECIFIED))
                .setStore(row.text("recruit_store"))
                .setGuide(row.text("recruit_guide"))
                .setCampaign(row.text("recruit_campaign"))
                .setCode(row.text("recruit_code"))
                .build();
    }

    private static Binding binding(Row row) throws BadCell {
        Binding.Builder binding = Binding.newBuilder()
                .setBrand(row.required("binding_brand"))
                .setStore(row.text("binding_store"))
                .setGuide(row.text("binding_guide"))
                .setStart(row.requiredTime("binding_start"))
                .setMode(row.choice(
                        "binding_mode", BindingMode.class, "BINDING_MODE_", BindingMode.BINDING_MODE_UNSPECIFIED))
                .setEndReason(row.choice(
                        "binding_end_reason",
                        BindingEndReason.class,
                        "BINDING_END_REASON_",
                        BindingEndReason.BINDING_END_REASON_UNSPECIFIED))
                .setCloudGuide(row.text("binding_cloud_guide"));
        Timestamp end = row.time("binding_end");
        if (end != null) {
            binding.setEnd(end);
        }
        Timestamp protectedUntil = row.time("binding_protected_until");
        if (protectedUntil != null) {
            binding.setProtectedUntil(protectedUntil);
        }
        return binding.build();
    }

    private static Relation relation(Row row) throws BadCell {
        Relation.Builder relation = Relation.newBuilder()
                .setKind(row.choice(
                        "relation_kind", RelationKind.class, "RELATION_KIND_", RelationKind.RELATION_KIND_FRIENDSHIP))
                .setCounterpart(row.required("relation_counterpart"))
                .setStart(row.requiredTime("relation_start"))
                .setEndedBy(row.choice(
                        "relation_ended_by",
                        RelationEndedBy.class,
                        "RELATION_ENDED_BY_",
                        RelationEndedBy.RELATION_ENDED_BY_UNSPECIFIED));
        Timestamp end = row.time("relation_end");
        if (end != null) {
            relation.setEnd(end);
        }
        return relation.build();
    }
}
