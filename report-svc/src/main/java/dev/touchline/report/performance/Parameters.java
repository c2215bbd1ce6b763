package dev.touchline.report.performance;

import io.vertx.mutiny.sqlclient.Tuple;

/** A scope as the first seven parameters of a report's statement: model, from, to, brand, sales and touch channel, store. */
final class Parameters {

    private Parameters() {}

    static Tuple of(Scope scope) {
        return Tuple.tuple()
                .addInteger(scope.model())
                .addLocalDate(scope.from())
                .addLocalDate(scope.to())
                .addString(scope.brand())
                .addInteger(scope.salesChannel())
                .addInteger(scope.touchChannel())
                .addString(scope.store());
    }
}
