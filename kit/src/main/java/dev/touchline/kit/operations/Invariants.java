package dev.touchline.kit.operations;

import dev.touchline.operations.v1.Figure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/** What a service can prove about its live data. One bean a service. */
public interface Invariants {

    /** The invariants, each a query. */
    List<SqlInvariant> invariants();

    /**
     * Figures that other services must agree with, by name: {@code "net:CNY"}, {@code "orders"}. Two services that answer
     * one name must answer one value once everything is attributed.
     */
    Uni<List<Figure>> figures(SqlClient client);
}
