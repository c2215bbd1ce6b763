package dev.touchline.cli.lift;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.util.List;

/** Which columns of the file mean what; empty: the file has no such column. */
record Columns(String arm, String outcome, String covariate, String cluster, String touched, String unit) {
    private static final int NONE = -1;

    /** Where they are in a file, after checking that they are. */
    Places in(String file, List<String> header) {
        return new Places(
                place(file, header, "--arm", arm),
                place(file, header, "--outcome", outcome),
                place(file, header, "--covariate", covariate),
                place(file, header, "--cluster", cluster),
                place(file, header, "--touched", touched),
                place(file, header, "--unit", unit),
                header.size());
    }

    private static int place(String file, List<String> header, String option, String column) {
        if (column.isEmpty()) {
            return NONE;
        }
        List<String> names = header.stream().map(String::strip).toList();
        int place = names.indexOf(column);
        if (place < 0) {
            throw new Failure(
                    ExitCode.USAGE,
                    file + ":1: no column " + column + " (expected by " + option + "; got: " + names + ")");
        }
        if (names.lastIndexOf(column) != place) {
            throw new Failure(ExitCode.USAGE, file + ":1: column " + column + " is there twice (expected: once)");
        }
        return place;
    }

    /** Positions of the columns; negative: none. */
    record Places(int arm, int outcome, int covariate, int cluster, int touched, int unit, int width) {}
}
