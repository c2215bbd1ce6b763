package dev.touchline.cli.quarantine;

import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.QuarantineState;
import dev.touchline.type.v1.ErrorReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** For each reason the rule behind it, in a sentence, and the steps that a person can take. */
final class WhatToDo {
    private static final Map<ErrorReason, String> RULES = new EnumMap<>(Map.ofEntries(
            Map.entry(ErrorReason.ERROR_REASON_FIELD_REQUIRED, "a field that every such document needs is missing"),
            Map.entry(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "a field is outside its limits"),
            Map.entry(ErrorReason.ERROR_REASON_FIELD_MALFORMED, "a field does not have its form"),
            Map.entry(ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN, "the currency is not one of ISO 4217"),
            Map.entry(
                    ErrorReason.ERROR_REASON_AMOUNT_NEGATIVE,
                    "amounts are never negative; a refund says what it gave back"),
            Map.entry(ErrorReason.ERROR_REASON_TOTAL_MISMATCH, "the stated total is the sum of the lines"),
            Map.entry(ErrorReason.ERROR_REASON_DUPLICATE_LINE, "each line has a number of its own"),
            Map.entry(ErrorReason.ERROR_REASON_TIME_IN_FUTURE, "a document is not from the future"),
            Map.entry(ErrorReason.ERROR_REASON_TIME_TOO_OLD, "a document is not older than what is accepted"),
            Map.entry(
                    ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE,
                    "one key and version has one content; a change needs a newer version"),
            Map.entry(ErrorReason.ERROR_REASON_CURRENCY_MISMATCH, "a refund has the currency of its order")));

    private WhatToDo() {}

    static String rule(ErrorReason reason) {
        return RULES.getOrDefault(reason, "the document was not acceptable");
    }

    static List<String> about(ExplainQuarantineResponse answer) {
        QuarantineState state = answer.getQuarantined().getState();
        if (state == QuarantineState.QUARANTINE_STATE_LEFT) {
            return List.of("nothing: it is no longer in quarantine");
        }
        if (answer.getPossibleCount() == 0) {
            return List.of("nothing by you: it is partly of another store or brand");
        }
        return answer.getPossibleList().stream()
                .flatMap(kind -> steps(kind, answer))
                .toList();
    }

    private static Stream<String> steps(QuarantineDecisionKind kind, ExplainQuarantineResponse answer) {
        long id = answer.getQuarantined().getQuarantineId();
        return switch (kind) {
            case QUARANTINE_DECISION_KIND_KEEP ->
                Stream.of("what stands is right: touchline quarantine keep " + id + " --note WHY");
            case QUARANTINE_DECISION_KIND_TAKE ->
                Stream.of("the one in quarantine is right: touchline quarantine take " + id + " --note WHY");
            case QUARANTINE_DECISION_KIND_DISCARD ->
                Stream.of("it should never have been sent: touchline quarantine discard " + id + " --note WHY");
            case QUARANTINE_DECISION_KIND_REOPEN ->
                Stream.of(
                        "nothing: it was decided; to decide again: touchline quarantine reopen " + id + " --note WHY");
            case QUARANTINE_DECISION_KIND_OFFER_AGAIN ->
                Stream.of(
                        "nothing is against it any more: touchline quarantine replay, with its reason or its id in --ids");
            case QUARANTINE_DECISION_KIND_CORRECT -> correcting(answer, id);
            case QUARANTINE_DECISION_KIND_UNSPECIFIED, UNRECOGNIZED -> Stream.empty();
        };
    }

    private static Stream<String> correcting(ExplainQuarantineResponse answer, long id) {
        String correct =
                "correct it: touchline quarantine correct " + id + " --set FIELD=VALUE --note WHY, or whole documents:"
                        + " touchline quarantine replay --corrections FILE.csv --mapping NAME";
        String more =
                switch (answer.getQuarantined().getReason()) {
                    case ERROR_REASON_CONFLICTING_DUPLICATE -> "neither is right: a correction needs a newer version";
                    case ERROR_REASON_TIME_IN_FUTURE ->
                        "set the clock of the till right; what was put aside can be replayed once its time has come";
                    case ERROR_REASON_CURRENCY_MISMATCH ->
                        "find out which of order and refund has the wrong currency; if it is the order, a newer version of it"
                                + " takes the refund back by itself";
                    default ->
                        "if many have this reason, mend what sends them (a till, a mapping), then replay all of them";
                };
        return Stream.of(more, correct);
    }
}
