package dev.touchline.kit.operations;

import dev.touchline.operations.v1.Backlog;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/** Work that waits inside a service. At most one bean a service. */
public interface Backlogs {

    /** What waits now. */
    Uni<List<Backlog>> backlogs(SqlClient client);
}
