package dev.touchline.kit.loop;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The event loop that work came from, if it came from one: where it goes on after somebody else's thread has ended its wait. */
public record Origin(Context context) {

    /** Where this is called. */
    public static Origin current() {
        return new Origin(Vertx.currentContext());
    }

    /** Runs there: at once if this is there, or if there is none. */
    public void run(Runnable work) {
        if (context == null || context == Vertx.currentContext()) {
            work.run();
        } else {
            context.runOnContext(there -> work.run());
        }
    }
}
