package dev.touchline.cli.lift;

/**
 * A check that stands beside the result.
 *
 * @param code name for programs
 * @param arm the arm it is about; empty: the whole trial
 * @param status what came out
 * @param sentence what was seen and what it means
 */
record Check(String code, String arm, Status status, String sentence) {
    /** What came out. */
    enum Status {
        OK("ok"),
        /** Something that the reader must know before believing the result. */
        FLAGGED("flagged"),
        /** The file or the command line does not say enough. */
        NOT_CHECKED("not checked");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Check of(String code, String arm, boolean flagged, String sentence) {
        return new Check(code, arm, flagged ? Status.FLAGGED : Status.OK, sentence);
    }

    static Check skipped(String code, String sentence) {
        return new Check(code, "", Status.NOT_CHECKED, sentence);
    }

    boolean flagged() {
        return status == Status.FLAGGED;
    }

    /** Whether it is about a row of {@code row}. */
    boolean concerns(String row) {
        return arm.isEmpty() || arm.equals(row);
    }
}
