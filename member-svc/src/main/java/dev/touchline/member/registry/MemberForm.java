package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.member.profile.Binding;
import dev.touchline.member.profile.Profile;
import dev.touchline.member.profile.Recruitment;
import dev.touchline.member.profile.Relation;
import dev.touchline.member.v1.BindingEndReason;
import dev.touchline.member.v1.BindingMode;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.RelationKind;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/** Reads what senders say of members, and refuses what is outside the contract. Times are kept to the microsecond. */
@ApplicationScoped
class MemberForm {

    private static final int MAX_IDENTIFIERS = 20;
    private static final int MAX_RECRUITMENTS = 50;
    private static final int MAX_BINDINGS = 50;
    private static final int MAX_RELATIONS = 200;
    private static final int MAX_KEY = 64;

    private final IdentifierHasher hasher;
    private final IdentifierCipher cipher;

    MemberForm(IdentifierHasher hasher, IdentifierCipher cipher) {
        this.hasher = hasher;
        this.cipher = cipher;
    }

    /** A report, or the Rejection that says what is wrong with it. */
    MemberReport report(int index, MemberInput input) {
        few("identifiers", input.getIdentifiersList(), 1, MAX_IDENTIFIERS);
        few("recruitments", input.getRecruitmentsList(), 0, MAX_RECRUITMENTS);
        few("bindings", input.getBindingsList(), 0, MAX_BINDINGS);
        few("relations", input.getRelationsList(), 0, MAX_RELATIONS);
        Profile news = Profile.of(
                "",
                input.hasPoints() ? input.getPoints() : null,
                key("level", input.getLevel(), 0),
                input.getRecruitmentsList().stream()
                        .map(MemberForm::recruitment)
                        .toList(),
                input.getBindingsList().stream().map(MemberForm::binding).toList(),
                input.getRelationsList().stream().map(MemberForm::relation).toList());
        return new MemberReport(
                index, input.getIdentifiersList().stream().map(this::alias).toList(), news);
    }

    /** The hashes of those of a set of identifiers that may tell the member: weak ones only where no strong one is named. */
    List<ByteString> hashes(List<Identifier> identifiers) {
        few("identifiers", identifiers, 1, MAX_IDENTIFIERS);
        boolean byStrong = identifiers.stream().anyMatch(identifier -> IdentifierHasher.strong(identifier.getType()));
        return identifiers.stream()
                .filter(identifier -> IdentifierHasher.strong(identifier.getType()) == byStrong)
                .map(identifier -> hasher.hash(identifier).getHash())
                .toList();
    }

    private Alias alias(Identifier identifier) {
        ByteString hash = hasher.hash(identifier).getHash();
        boolean code = identifier.getType() == IdentifierType.IDENTIFIER_TYPE_MEMBER_CODE;
        return new Alias(
                identifier.getType(),
                hash,
                cipher.seal(identifier, hash),
                code ? identifier.getValue().strip() : "");
    }

    private static Recruitment recruitment(dev.touchline.member.v1.Recruitment input) {
        return new Recruitment(
                key("recruitments.brand", input.getBrand(), 0),
                instant("recruitments.recruited_at", input.hasRecruitedAt(), input.getRecruitedAt()),
                number("recruitments.channel", input.getChannel()),
                key("recruitments.store", input.getStore(), 0),
                key("recruitments.guide", input.getGuide(), 0),
                key("recruitments.campaign", input.getCampaign(), 0),
                key("recruitments.code", input.getCode(), 0));
    }

    private static Binding binding(dev.touchline.member.v1.Binding input) {
        Instant start = instant("bindings.start", input.hasStart(), input.getStart());
        Instant end = input.hasEnd() ? instant("bindings.end", true, input.getEnd()) : null;
        ordered("bindings.end", start, end);
        if (end == null && input.getEndReason() != BindingEndReason.BINDING_END_REASON_UNSPECIFIED) {
            throw Rejection.required("bindings.end");
        }
        if (!input.getCloudGuide().isEmpty() && input.getMode() == BindingMode.BINDING_MODE_UNSPECIFIED) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "bindings.cloud_guide",
                    "a guide without mode",
                    "empty, or mode ASSIST or OPERATE");
        }
        return new Binding(
                key("bindings.brand", input.getBrand(), 1),
                start,
                end,
                key("bindings.store", input.getStore(), 0),
                key("bindings.guide", input.getGuide(), 0),
                input.hasProtectedUntil() ? instant("bindings.protected_until", true, input.getProtectedUntil()) : null,
                number("bindings.mode", input.getMode()),
                number("bindings.end_reason", input.getEndReason()),
                key("bindings.cloud_guide", input.getCloudGuide(), 0));
    }

    private static Relation relation(dev.touchline.member.v1.Relation input) {
        if (input.getKind() == RelationKind.RELATION_KIND_UNSPECIFIED) {
            throw Rejection.required("relations.kind");
        }
        Instant start = instant("relations.start", input.hasStart(), input.getStart());
        Instant end = input.hasEnd() ? instant("relations.end", true, input.getEnd()) : null;
        ordered("relations.end", start, end);
        return new Relation(
                number("relations.kind", input.getKind()),
                key("relations.counterpart", input.getCounterpart(), 1),
                start,
                end,
                number("relations.ended_by", input.getEndedBy()));
    }

    private static void ordered(String field, Instant start, Instant end) {
        if (end != null && !end.isAfter(start)) {
            throw Rejection.field(ErrorReason.ERROR_REASON_PERIOD_EMPTY, field, end, "after " + start);
        }
    }

    private static Instant instant(String field, boolean present, Timestamp value) {
        return Check.instant(field, present, value).truncatedTo(ChronoUnit.MICROS);
    }

    private static String key(String field, String value, int min) {
        return Check.text(field, value, min, MAX_KEY);
    }

    private static int number(String field, ProtocolMessageEnum value) {
        if ("UNRECOGNIZED".equals(value.toString())) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED, field, "an unknown value", "a value of the contract");
        }
        return value.getNumber();
    }

    private static void few(String field, Collection<?> items, int min, int max) {
        if (items.size() < min) {
            throw Rejection.required(field);
        }
        if (items.size() > max) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    field,
                    items.size() + " items",
                    min + ".." + max + " items");
        }
    }
}
