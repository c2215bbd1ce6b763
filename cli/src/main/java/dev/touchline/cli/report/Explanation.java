package dev.touchline.cli.report;

import com.google.protobuf.Timestamp;
import dev.touchline.attribution.v1.BookedRefund;
import dev.touchline.attribution.v1.CreditedTouch;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.ModelCredit;
import dev.touchline.attribution.v1.TouchVerdict;
import dev.touchline.cli.mapping.Choices;
import java.time.Instant;
import java.util.List;

/** The argument for one order, for people. */
final class Explanation {
    private static final double PPT = 1e12;
    private static final List<Model> MODELS = List.of(
            Model.MODEL_PRECEDENCE,
            Model.MODEL_FIRST,
            Model.MODEL_LAST,
            Model.MODEL_LINEAR,
            Model.MODEL_POSITION,
            Model.MODEL_TIME_DECAY);

    private Explanation() {}

    static String of(ExplainOrderResponse answer) {
        StringBuilder text = new StringBuilder();
        for (LedgerEntry entry : answer.getEntriesList()) {
            text.append(head(entry));
            entry.getRefundsList().forEach(refund -> text.append(refund(refund, entry.getCurrencyCode())));
            text.append(verdicts(answer, entry.getBrand()));
            text.append(credits(entry))
                    .append(PerformanceText.of(answer, entry))
                    .append('\n');
        }
        text.append(person(answer));
        if (answer.getDirty()) {
            text.append("New facts about this buyer wait to be folded: this may change in a moment.\n");
        }
        return text.toString();
    }

    private static String head(LedgerEntry entry) {
        String currency = entry.getCurrencyCode();
        String text = String.format(
                "%s of %s, brand %s, %s on %s (business day %s)%s%n",
                entry.getHasOrder()
                        ? "Order " + entry.getKey().getNumber()
                        : "Refund of " + entry.getKey().getNumber(),
                entry.getKey().getSource(),
                entry.getBrand(),
                entry.getHasOrder() ? "paid" : "first refund",
                time(entry.getPaidAt()),
                entry.getBusinessDay(),
                entry.getPresent() ? "" : ", withdrawn");
        text += String.format(
                "  paid %s - refunded %s = net %s %s%s%n",
                Texts.amount(entry.getPaidMinor(), currency),
                Texts.amount(entry.getRefundedMinor(), currency),
                Texts.amount(entry.getNetMinor(), currency),
                currency,
                entry.getStore().isEmpty()
                        ? ""
                        : ", " + Choices.label(entry.getSalesChannel(), "SALES_CHANNEL_") + " " + entry.getStore());
        if (entry.getUnmatchedRefundMinor() != 0) {
            text += "  refunded beyond what was paid, or without order: "
                    + Texts.amount(entry.getUnmatchedRefundMinor(), currency) + " " + currency
                    + ", taken from organic\n";
        }
        return text;
    }

    private static String refund(BookedRefund refund, String currency) {
        return "  refund " + refund.getKey().getNumber() + " on " + time(refund.getOccurredAt()) + ": matched "
                + Texts.amount(refund.getMatchedMinor(), currency) + ", unmatched "
                + Texts.amount(refund.getUnmatchedMinor(), currency) + "\n";
    }

    private static String verdicts(ExplainOrderResponse answer, String brand) {
        TextTable table = new TextTable()
                .words("  touch")
                .words("campaign")
                .words("channel")
                .words("reached")
                .words("counts")
                .words("because");
        boolean any = false;
        for (TouchVerdict verdict : answer.getVerdictsList()) {
            if (verdict.getBrand().equals(brand) || verdict.getBrand().isEmpty()) {
                any = true;
                table.row(
                        "  " + verdict.getKey().getNumber(),
                        verdict.getCampaign(),
                        Choices.label(verdict.getChannel(), "TOUCH_CHANNEL_"),
                        verdict.hasQualifiedAt() ? time(verdict.getQualifiedAt()) : "never",
                        verdict.getEligible() ? "yes" : "no",
                        Choices.label(verdict.getRule(), "TOUCH_RULE_")
                                + (verdict.getExplanation().isEmpty() ? "" : ": " + verdict.getExplanation()));
            }
        }
        return any ? "\n" + table.render() : "  no touch of this buyer is known\n";
    }

    private static String credits(LedgerEntry entry) {
        if (entry.getTouchesCount() == 0) {
            return "\n  No touch is eligible: all of the net is organic, policy " + entry.getPolicyVersion() + ".\n";
        }
        TextTable table = new TextTable()
                .words("  model")
                .words("touch")
                .words("campaign")
                .numbers("share")
                .numbers("credit");
        for (Model model : MODELS) {
            for (CreditedTouch touch : entry.getTouchesList()) {
                for (ModelCredit credit : touch.getCreditsList()) {
                    if (credit.getModel() == model) {
                        table.row(
                                "  " + Choices.label(model, "MODEL_")
                                        + (model == Model.MODEL_PRECEDENCE ? " (official)" : ""),
                                touch.getKey().getNumber(),
                                touch.getCampaign(),
                                String.format("%.4f", credit.getSharePpt() / PPT),
                                Texts.amount(credit.getAmountMinor(), entry.getCurrencyCode()));
                    }
                }
            }
        }
        return "\n" + table.render() + "  organic "
                + Texts.amount(entry.getOrganicMinor(), entry.getCurrencyCode()) + ", policy "
                + entry.getPolicyVersion() + "\n";
    }

    private static String person(ExplainOrderResponse answer) {
        if (answer.getMemberIdsCount() == 0) {
            return "Nobody knows the buyer.\n";
        }
        return "Buyer: member " + answer.getMemberIds(0)
                + (answer.getMemberIdsCount() > 1
                        ? ", the same person as " + answer.getMemberIdsList().subList(1, answer.getMemberIdsCount())
                        : "")
                + "\n";
    }

    private static String time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
    }
}
