package dev.touchline.cli.report;

import dev.touchline.attribution.v1.BookedRefund;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.Performance;
import dev.touchline.attribution.v1.PerformanceShare;
import dev.touchline.attribution.v1.PerformanceVerdict;
import dev.touchline.cli.mapping.Choices;

/** Whose performance an entry is and which role decided against which others, for people. */
final class PerformanceText {
    private PerformanceText() {}

    static String of(ExplainOrderResponse answer, LedgerEntry entry) {
        StringBuilder text = new StringBuilder();
        if (entry.hasPerformance()) {
            Performance performance = entry.getPerformance();
            text.append("\n  performance of ")
                    .append(owner(performance))
                    .append(", decided by ")
                    .append(Choices.words(performance.getRole()))
                    .append(assisted(performance))
                    .append('\n')
                    .append(shares(entry))
                    .append(roles(answer, entry.getBrand()));
        }
        for (BookedRefund refund : entry.getRefundsList()) {
            if (refund.hasUnmatchedPerformance()) {
                text.append("  unmatched part of refund ")
                        .append(refund.getKey().getNumber())
                        .append(": taken from ")
                        .append(owner(refund.getUnmatchedPerformance()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** What each stage has, if the policy splits. */
    private static String shares(LedgerEntry entry) {
        StringBuilder text = new StringBuilder();
        for (PerformanceShare share : entry.getPerformanceSharesList()) {
            text.append(text.isEmpty() ? "  split between stages:" : ";")
                    .append(' ')
                    .append(Choices.label(share.getStage(), "RELATION_STAGE_"))
                    .append(" (")
                    .append(share.getPercent())
                    .append(" %) ")
                    .append(owner(share.getPerformance()))
                    .append(' ')
                    .append(Texts.amount(share.getNetMinor(), entry.getCurrencyCode()));
        }
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    private static String assisted(Performance performance) {
        if (!performance.getAssistingGuide().isEmpty()) {
            return "; cloud guide " + performance.getAssistingGuide() + " assisted";
        }
        return performance.getTouchGuide().isEmpty()
                ? ""
                : "; credited touch executed by guide " + performance.getTouchGuide();
    }

    private static String roles(ExplainOrderResponse answer, String brand) {
        TextTable table = new TextTable()
                .words("  role")
                .words("decides")
                .words("would give it to")
                .words("because");
        boolean any = false;
        for (PerformanceVerdict verdict : answer.getPerformanceList()) {
            if (verdict.getBrand().equals(brand)) {
                any = true;
                table.row(
                        "  " + Choices.words(verdict.getRole()),
                        verdict.getDecided() ? "yes" : "no",
                        verdict.getApplies() ? owner(verdict.getPerformance()) : "-",
                        verdict.getExplanation());
            }
        }
        return any ? "\n" + table.render() : "";
    }

    private static String owner(Performance performance) {
        if (performance.getHouse()) {
            return "the house";
        }
        if (!performance.getPartner().isEmpty()) {
            return "partner " + performance.getPartner();
        }
        return (performance.getStore().isEmpty() ? "no store" : "store " + performance.getStore())
                + (performance.getGuide().isEmpty() ? ", no guide" : ", guide " + performance.getGuide());
    }
}
