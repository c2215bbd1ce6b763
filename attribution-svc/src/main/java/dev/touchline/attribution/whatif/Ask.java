package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.Model;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.Question;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * What is asked.
 *
 * @param model null: each policy's official one
 * @param policies the policies to fold by
 * @param inForce those in force
 * @param policyVersion empty: the policies in force
 * @param brand empty: all
 */
record Ask(
        Model model,
        Policies policies,
        Policies inForce,
        String policyVersion,
        int fromDay,
        int toDay,
        String brand,
        boolean byDay,
        boolean byBrand) {

    /** Reads a request for which these policies were found. */
    static Ask of(WhatIfRequest request, Policies policies, Policies inForce) {
        int from = day("from_day", request.getFromDay(), Integer.MIN_VALUE);
        int to = day("to_day", request.getToDay(), Integer.MAX_VALUE);
        if (from > to) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_PERIOD_EMPTY,
                    "to_day",
                    request.getToDay(),
                    "not before from_day " + request.getFromDay());
        }
        return new Ask(
                model(request),
                policies,
                inForce,
                request.hasPolicy() ? request.getPolicy().getVersion() : "",
                from,
                to,
                request.getBrand(),
                request.getByDay(),
                request.getByBrand());
    }

    Question question(Dictionaries names) {
        return new Question(
                fromDay, toDay, brand.isEmpty() ? -1 : names.brands().idOf(brand), byDay, byBrand);
    }

    private static Model model(WhatIfRequest request) {
        return switch (request.getModel()) {
            case MODEL_UNSPECIFIED -> null;
            case UNRECOGNIZED ->
                throw Rejection.field(
                        ErrorReason.ERROR_REASON_FIELD_MALFORMED, "model", request.getModelValue(), "a known model");
            default -> Model.valueOf(request.getModel().name().substring("MODEL_".length()));
        };
    }

    private static int day(String field, String text, int absent) {
        try {
            return text.isEmpty()
                    ? absent
                    : Math.toIntExact(LocalDate.parse(text).toEpochDay());
        } catch (DateTimeParseException | ArithmeticException malformed) {
            throw Rejection.field(ErrorReason.ERROR_REASON_FIELD_MALFORMED, field, text, "YYYY-MM-DD");
        }
    }
}
