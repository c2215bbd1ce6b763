package dev.touchline.cli.report;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.report.v1.PublicationKind;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.RestatementCause;
import dev.touchline.report.v1.RestatementDimension;
import picocli.CommandLine.Option;

/** Options of {@code touchline report restatements} alone. */
final class RestatementOptions {
    @Option(
            names = "--day",
            paramLabel = "DAY",
            defaultValue = "",
            description = "restatements only: this published day (else those of --from and --to)")
    private String day;

    @Option(
            names = "--month",
            paramLabel = "MONTH",
            defaultValue = "",
            description = "restatements only: this published month, e.g. 2025-11")
    private String month;

    @Option(names = "--sales", description = "restatements only: the sales behind the difference")
    private boolean sales;

    @Option(
            names = "--cause",
            paramLabel = "CAUSE",
            defaultValue = "",
            description = "with --sales: late-document, refund, identified-member, merge, split, policy, late-touch,"
                    + " campaign-changed or organisation")
    private String cause;

    @Option(
            names = "--campaign",
            paramLabel = "KEY",
            defaultValue = "",
            description = "with --sales: what changed for this campaign")
    private String campaign;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "with --sales: at most so many, up to 1000")
    private int limit;

    /** Whether any is named. */
    boolean any() {
        return !day.isEmpty() || !month.isEmpty() || sales || !cause.isEmpty() || !campaign.isEmpty();
    }

    boolean sales() {
        return sales;
    }

    int limit() {
        return limit;
    }

    String campaign() {
        return campaign;
    }

    PublicationKind kind() {
        return month.isEmpty() ? PublicationKind.PUBLICATION_KIND_DAY : PublicationKind.PUBLICATION_KIND_MONTH;
    }

    /** The periods, if one is named here. */
    ReportFilter periods(ReportFilter filter) {
        if (!day.isEmpty() && !month.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "--day: not with --month");
        }
        if (day.isEmpty() && month.isEmpty()) {
            return filter;
        }
        String only = day.isEmpty() ? PublishCommand.month("--month", month) : PublishCommand.day("--day", day);
        return filter.toBuilder().setFromDay(only).setToDay(only).build();
    }

    RestatementCause cause() {
        try {
            return cause.isEmpty()
                    ? RestatementCause.RESTATEMENT_CAUSE_UNSPECIFIED
                    : Choices.parse("--cause", cause, RestatementCause.class, "RESTATEMENT_CAUSE_");
        } catch (BadCell e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--cause: " + cause + " (expected: one of "
                            + Choices.names(RestatementCause.class, "RESTATEMENT_CAUSE_") + ")",
                    e);
        }
    }

    /** By what; {@code cause} is the sum, which has its causes anyway. */
    static RestatementDimension dimension(String by) {
        try {
            return by.isEmpty() || by.equals("cause")
                    ? RestatementDimension.RESTATEMENT_DIMENSION_UNSPECIFIED
                    : Choices.parse("--by", by, RestatementDimension.class, "RESTATEMENT_DIMENSION_");
        } catch (BadCell e) {
            throw new Failure(
                    ExitCode.USAGE, "--by: " + by + " (expected: one of cause, campaign, store, brand, day)", e);
        }
    }
}
