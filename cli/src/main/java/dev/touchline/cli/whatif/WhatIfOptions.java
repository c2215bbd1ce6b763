package dev.touchline.cli.whatif;

import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.policy.PolicyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** Options that say what is asked. */
final class WhatIfOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "",
            description = "how an order's net is shared: precedence (official, default), first, last, linear, position,"
                    + " time-decay")
    private String model;

    @Option(names = "--policy", paramLabel = "FILE", description = "rules that differ from those in force, as YAML")
    private Path policy;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            defaultValue = "",
            description = "first business day, e.g. 2025-11-01")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", defaultValue = "", description = "last business day, inclusive")
    private String to;

    @Option(names = "--brand", paramLabel = "KEY", defaultValue = "", description = "only goods of this brand")
    private String brand;

    @Option(
            names = "--by",
            paramLabel = "SPLIT",
            split = ",",
            description = "split rows by day, brand or both: day,brand")
    private Split[] by = {};

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "how long the answer may take (default: ${DEFAULT-VALUE})")
    private long deadline;

    WhatIfRequest request() {
        if (model.isEmpty() && policy == null) {
            throw new Failure(ExitCode.USAGE, "--model or --policy: missing (expected: one of them at least)");
        }
        WhatIfRequest.Builder request = WhatIfRequest.newBuilder()
                .setModel(model())
                .setFromDay(day("--from", from))
                .setToDay(day("--to", to))
                .setBrand(brand);
        for (Split split : by) {
            switch (split) {
                case day -> request.setByDay(true);
                case brand -> request.setByBrand(true);
            }
        }
        if (policy != null) {
            request.setPolicy(PolicyFile.read(policy));
        }
        return request.build();
    }

    Duration patience() {
        if (deadline < 1 || deadline > 86_400) {
            throw new Failure(ExitCode.USAGE, "--deadline: " + deadline + " (expected: 1..86400)");
        }
        return Duration.ofSeconds(deadline);
    }

    private Model model() {
        try {
            return model.isEmpty() ? Model.MODEL_UNSPECIFIED : Choices.parse("--model", model, Model.class, "MODEL_");
        } catch (BadCell unknown) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--model: " + model + " (expected: one of " + Choices.names(Model.class, "MODEL_") + ")",
                    unknown);
        }
    }

    private static String day(String option, String text) {
        try {
            return text.isEmpty() ? "" : LocalDate.parse(text).toString();
        } catch (DateTimeParseException malformed) {
            throw new Failure(ExitCode.USAGE, option + ": " + text + " (expected: YYYY-MM-DD)", malformed);
        }
    }

    /** By what rows may be split. */
    enum Split {
        day,
        brand
    }
}
