package dev.touchline.cli.quarantine;

import com.google.protobuf.util.Timestamps;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.report.TextTable;
import dev.touchline.cli.report.Texts;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.QuarantineDecision;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.type.v1.ErrorReason;

/** The explanation of a document in quarantine as people read it, most important first. */
final class QuarantineExplanation {
    private static final int MAX_LINES = 20;

    private final StringBuilder text = new StringBuilder();

    private QuarantineExplanation() {}

    static String of(ExplainQuarantineResponse answer) {
        QuarantineExplanation explanation = new QuarantineExplanation();
        explanation.why(answer);
        explanation.document("the document", answer.getQuarantined().getDocument());
        if (answer.hasStanding()) {
            explanation.document("what stands under the same key", answer.getStanding());
        }
        explanation.differences(answer);
        explanation.decisions(answer);
        explanation.add("\nwhat to do\n");
        WhatToDo.about(answer).forEach(step -> explanation.add("  - " + step + "\n"));
        return explanation.text.toString();
    }

    private void why(ExplainQuarantineResponse answer) {
        QuarantinedDocument row = answer.getQuarantined();
        add("quarantine " + row.getQuarantineId() + ": "
                + name(row.getDocument().getDocument()) + ", "
                + Choices.label(row.getState(), "QUARANTINE_STATE_") + ", put aside "
                + Timestamps.toString(row.getQuarantinedAt()) + "\n\n");
        pair("reason", reason(row.getReason()) + ": " + WhatToDo.rule(row.getReason()));
        if (answer.getField().isEmpty()) {
            pair("message", row.getMessage());
        } else {
            pair("got", answer.getField() + ": " + answer.getGot());
            pair("expected", answer.getExpected());
        }
        ErrorReason now = answer.getReasonNow();
        pair(
                "offered now",
                now == ErrorReason.ERROR_REASON_UNSPECIFIED
                        ? "nothing known is against it"
                        : "it would stay: " + reason(now));
    }

    private void document(String title, AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        String currency = document.getCurrencyCode();
        long total =
                document.getLinesList().stream().mapToLong(Line::getAmountMinor).sum();
        add("\n" + title + "\n");
        pair("  version", Long.toString(document.getVersion()));
        pair("  occurred", Timestamps.toString(document.getOccurredAt()));
        pair("  recorded", Timestamps.toString(accepted.getRecordedAt()));
        pair("  store", document.getPlaces().getStore());
        if (document.hasRefundOf()) {
            pair(
                    "  refund of",
                    name(
                            document.getRefundOf().getSource(),
                            document.getRefundOf().getNumber()));
        }
        pair("  lines", document.getLinesCount() + ", together " + Texts.amount(total, currency) + " " + currency);
        document.getLinesList().stream()
                .limit(MAX_LINES)
                .forEach(line -> add("    " + line.getLineNumber() + "  " + line.getBrand() + "  " + line.getSku()
                        + "  " + line.getQuantity() + " x  " + Texts.amount(line.getAmountMinor(), currency) + "\n"));
        if (document.getLinesCount() > MAX_LINES) {
            add("    … (--format json shows all)\n");
        }
    }

    private void differences(ExplainQuarantineResponse answer) {
        if (!answer.hasStanding()) {
            return;
        }
        if (answer.getDifferencesCount() == 0) {
            add("\nthe two have the same content\n");
            return;
        }
        TextTable table = new TextTable().words("field").words("stands").words("in quarantine");
        answer.getDifferencesList()
                .forEach(each -> table.row(each.getField(), each.getStanding(), each.getQuarantined()));
        add("\nin what they differ\n" + table.render());
    }

    private void decisions(ExplainQuarantineResponse answer) {
        if (answer.getDecisionsCount() > 0) {
            add("\nwhat was decided\n");
        }
        for (QuarantineDecision decision : answer.getDecisionsList()) {
            add("  " + Timestamps.toString(decision.getDecidedAt()) + "  "
                    + Choices.label(decision.getKind(), "QUARANTINE_DECISION_KIND_") + " by " + decision.getSubject()
                    + (decision.getNote().isEmpty() ? "" : ": " + decision.getNote()) + "\n");
        }
    }

    private static String name(Document document) {
        return Choices.label(document.getKey().getType(), "DOCUMENT_TYPE_") + " "
                + name(document.getKey().getSource(), document.getKey().getNumber());
    }

    private static String name(String source, String number) {
        return source + "/" + number;
    }

    private static String reason(ErrorReason reason) {
        return reason.name().substring("ERROR_REASON_".length());
    }

    private void pair(String name, String value) {
        if (!value.isEmpty()) {
            add(String.format("%-13s%s%n", name, value).replace("\r\n", "\n"));
        }
    }

    private void add(String more) {
        text.append(more);
    }
}
