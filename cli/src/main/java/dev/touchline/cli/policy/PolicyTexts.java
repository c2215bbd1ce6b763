package dev.touchline.cli.policy;

import com.google.protobuf.Timestamp;
import dev.touchline.attribution.v1.PolicyRefold;
import dev.touchline.attribution.v1.PolicyVersion;
import dev.touchline.attribution.v1.PolicyViolation;
import dev.touchline.attribution.v1.PreviewPolicyResponse;
import dev.touchline.cli.report.Texts;
import java.time.Instant;
import java.util.List;

/** Versions and what they change, for people. */
final class PolicyTexts {
    private PolicyTexts() {}

    /** Who, when, why and what it changed. */
    static String head(PolicyVersion version) {
        StringBuilder text = new StringBuilder()
                .append(version.getNumber())
                .append("  ")
                .append(version.getLabel())
                .append(", ")
                .append(version.getBrand().isEmpty() ? "the group" : "brand " + version.getBrand())
                .append(
                        version.hasEffectiveFrom()
                                ? ", from " + time(version.getEffectiveFrom())
                                : ", from the beginning")
                .append(version.getInForce() ? " (in force)" : "")
                .append("\n   ")
                .append(version.getReason())
                .append(" -- ")
                .append(version.getAuthor())
                .append(" (")
                .append(version.getAuthorRole())
                .append("), ")
                .append(time(version.getRecordedAt()))
                .append('\n');
        if (version.getReplacedVersion() > 0) {
            text.append("   instead of version ")
                    .append(version.getReplacedVersion())
                    .append(":\n");
            text.append(changes(version.getChangesList(), "     "));
        }
        return text.append(refold(version.getRefold())).toString();
    }

    private static String refold(PolicyRefold refold) {
        if (refold.getParts() == 0) {
            return "";
        }
        String marked = Texts.count(refold.getMarked()) + " members to be folded again";
        return refold.hasFinishedAt()
                ? "   " + marked + ", all found at " + time(refold.getFinishedAt()) + "\n"
                : "   " + marked + " so far: " + refold.getPartsDone() + " of " + refold.getParts()
                        + " parts of the ledger looked through\n";
    }

    static String changes(List<String> changes, String indent) {
        return changes.isEmpty()
                ? indent + "nothing changes but the version\n"
                : changes.stream().map(change -> indent + change + "\n").reduce("", String::concat);
    }

    static String violations(List<PolicyViolation> violations) {
        StringBuilder text = new StringBuilder();
        violations.forEach(each -> text.append(each.getField())
                .append(": ")
                .append(each.getGot())
                .append(" (expected: ")
                .append(each.getExpected())
                .append(")\n"));
        return text.toString();
    }

    static String preview(PreviewPolicyResponse preview, String brand) {
        return "instead of version " + preview.getReplacedVersion() + ", "
                + (brand.isEmpty() ? "the group" : "brand " + brand) + ", orders paid from "
                + time(preview.getEffectiveFrom())
                + (preview.hasEffectiveUntil() ? " until " + time(preview.getEffectiveUntil()) : " on") + ":\n"
                + changes(preview.getChangesList(), "  ")
                + Texts.count(preview.getSales()) + " sales of " + Texts.count(preview.getMembers())
                + " members would be folded again\n";
    }

    private static String time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
    }
}
