package dev.touchline.cli.lift;

/** Whom a result is about. */
enum Population {
    /** All assigned, reached or not. This is the result. */
    ALL("all"),
    /** All but persons who are in several arms: the same question, asked of those whose arm is certain. */
    WITHOUT_MERGED("without-merged"),
    /**
     * All but control members who were touched and treated ones who were not. Who is reached is not drawn, so this is never an
     * effect; it stands there to be compared with the result.
     */
    WITHOUT_CONTAMINATED("without-contaminated");

    private final String code;

    Population(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
