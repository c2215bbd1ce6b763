package dev.touchline.kit.limit;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/**
 * The pool of connections as configured, but with a limit on who waits for one, and for how long. Without, whatever comes while
 * PostgreSQL is slow is kept until the memory is full.
 */
@ApplicationScoped
public class BoundedPool implements PgPoolCreator {

    private final LimitConfig config;

    public BoundedPool(LimitConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        return PgDriver.INSTANCE.createPool(
                input.vertx(),
                input.pgConnectOptionsList(),
                input.poolOptions()
                        .setMaxWaitQueueSize(config.databaseQueue())
                        .setConnectionTimeout(config.databaseWaitSeconds())
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS));
    }
}
