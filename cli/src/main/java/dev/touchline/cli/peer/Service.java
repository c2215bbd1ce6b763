package dev.touchline.cli.peer;

import java.util.List;

/** The five services, in an order in which each follows only those before it. */
public enum Service {
    /** Who is who. */
    MEMBER("member-svc", 8101, "member", List.of()),
    /** Campaigns and touches. */
    TOUCH("touch-svc", 8102, "touch", List.of(MEMBER)),
    /** Order documents. */
    ORDER_INGEST("order-ingest-svc", 8103, "order_ingest", List.of(MEMBER)),
    /** The ledgers. */
    ATTRIBUTION("attribution-svc", 8104, "attribution", List.of(MEMBER, TOUCH, ORDER_INGEST)),
    /** The reports. */
    REPORT("report-svc", 8105, "report", List.of(ATTRIBUTION));

    private static final int MANAGEMENT = 100;

    private final String serviceName;
    private final int defaultPort;
    private final String database;
    private final List<Service> follows;

    Service(String serviceName, int defaultPort, String database, List<Service> follows) {
        this.serviceName = serviceName;
        this.defaultPort = defaultPort;
        this.database = database;
        this.follows = follows;
    }

    /** Its name, also the name of its module and of its feed. */
    public String serviceName() {
        return serviceName;
    }

    /** Port of local runs for gRPC, if it is free. */
    public int defaultPort() {
        return defaultPort;
    }

    /** Port of local runs for health, if it is free. */
    public int defaultManagementPort() {
        return defaultPort + MANAGEMENT;
    }

    /** Name of its database. */
    public String database() {
        return database;
    }

    /** The services whose feeds it must have read before its numbers are complete. */
    public List<Service> follows() {
        return follows;
    }

    /** Environment variable that names its address, e.g. {@code TOUCHLINE_MEMBER_SVC}. */
    public String variable() {
        return "TOUCHLINE_" + name() + "_SVC";
    }

    @Override
    public String toString() {
        return serviceName;
    }
}
