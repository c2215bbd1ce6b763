package dev.touchline.cli.local;

import java.util.List;
import java.util.function.UnaryOperator;

/** Further options of programs that are started here, from the command's environment. */
final class Options {

    private Options() {}

    /** The options that a variable holds, taken apart at blanks; none if it is missing. */
    static List<String> of(String variable, UnaryOperator<String> environment) {
        String options = environment.apply(variable);
        return options == null || options.isBlank()
                ? List.of()
                : List.of(options.strip().split("\\s+"));
    }
}
