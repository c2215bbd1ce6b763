package dev.touchline.cli.quarantine;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.order.v1.CountQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.type.v1.ErrorReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** Options that say which documents in quarantine are meant. */
final class QuarantineFilter {
    private static final String PREFIX = "ERROR_REASON_";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            defaultValue = "",
            description = "only this reason, e.g. total-mismatch; docs/orders.md lists them")
    String reason = "";

    @Option(names = "--source", paramLabel = "KEY", defaultValue = "", description = "only documents of this source")
    String source = "";

    @Option(names = "--store", paramLabel = "KEY", defaultValue = "", description = "only documents of this store")
    String store = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "",
            description = "only documents put aside since: a day of this machine's zone, or ISO 8601 with offset")
    String since = "";

    @Option(
            names = "--brand",
            paramLabel = "KEY",
            defaultValue = "",
            description = "only documents with a line of this brand")
    String brand = "";

    @Option(
            names = "--until",
            paramLabel = "TIME",
            defaultValue = "",
            description = "only documents put aside before: as --since")
    String until = "";

    /** Whether every document is meant. */
    boolean isEmpty() {
        return reason.isEmpty()
                && source.isEmpty()
                && store.isEmpty()
                && brand.isEmpty()
                && since.isEmpty()
                && until.isEmpty();
    }

    ErrorReason reason() {
        try {
            return reason.isEmpty()
                    ? ErrorReason.ERROR_REASON_UNSPECIFIED
                    : Choices.parse("--reason", reason, ErrorReason.class, PREFIX);
        } catch (BadCell e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--reason: " + reason + " (expected: one of " + Choices.names(ErrorReason.class, PREFIX) + ")",
                    e);
        }
    }

    /** The filter as a request for a list, to be completed. */
    ListQuarantineRequest.Builder list() {
        ListQuarantineRequest.Builder request = ListQuarantineRequest.newBuilder()
                .setReason(reason())
                .setSource(source)
                .setStore(store)
                .setBrand(brand);
        if (!since.isEmpty()) {
            request.setSince(time("--since", since));
        }
        return until.isEmpty() ? request : request.setUntil(time("--until", until));
    }

    /** The filter as a request for a replay, to be completed. */
    ReplayMatchingRequest.Builder replay() {
        ListQuarantineRequest.Builder same = list();
        ReplayMatchingRequest.Builder request = ReplayMatchingRequest.newBuilder()
                .setReason(same.getReason())
                .setSource(source)
                .setStore(store)
                .setBrand(brand);
        if (same.hasSince()) {
            request.setSince(same.getSince());
        }
        return same.hasUntil() ? request.setUntil(same.getUntil()) : request;
    }

    /** The filter as a request for counts, which come by reason. */
    CountQuarantineRequest count() {
        CountQuarantineRequest.Builder request = CountQuarantineRequest.newBuilder()
                .setSource(source)
                .setStore(store)
                .setBrand(brand);
        if (!since.isEmpty()) {
            request.setSince(time("--since", since));
        }
        return (until.isEmpty() ? request : request.setUntil(time("--until", until))).build();
    }

    private static Timestamp time(String option, String text) {
        try {
            Instant instant = text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
            return Timestamp.newBuilder()
                    .setSeconds(instant.getEpochSecond())
                    .setNanos(instant.getNano())
                    .build();
        } catch (DateTimeException e) {
            throw new Failure(
                    ExitCode.USAGE, option + ": " + text + " (expected: 2025-11-11 or 2025-11-11T08:00:00+08:00)", e);
        }
    }
}
