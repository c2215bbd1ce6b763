package dev.touchline.cli.local;

import dev.touchline.cli.peer.Address;
import dev.touchline.cli.peer.Peers;
import dev.touchline.cli.peer.Service;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Where the services of a local run listen, on this machine only.
 *
 * @param peers for gRPC
 * @param management for health, in plain HTTP
 */
record LocalPorts(Peers peers, Map<Service, Address> management) {
    private static final String LOOPBACK = "127.0.0.1";

    LocalPorts {
        management = Map.copyOf(management);
    }

    /**
     * Ports of the recorded run, which its other services know; else the usual ones if they are free, else any. Runs that
     * start at the same time can all find the usual ones free: {@code anyPort} leaves those alone.
     */
    static LocalPorts choose(StateFile state, boolean anyPort) {
        Map<Service, Address> calls = new EnumMap<>(Service.class);
        Map<Service, Address> management = new EnumMap<>(Service.class);
        Set<Integer> taken = new HashSet<>();
        for (Service service : Service.values()) {
            calls.put(service, choose(state.address(service), anyPort ? 0 : service.defaultPort(), taken));
            management.put(
                    service, choose(state.management(service), anyPort ? 0 : service.defaultManagementPort(), taken));
        }
        return new LocalPorts(new Peers(calls), management);
    }

    private static Address choose(Address recorded, int usual, Set<Integer> taken) {
        int port = recorded != null ? recorded.port() : usual == 0 ? Ports.any() : Ports.free(usual);
        while (!taken.add(port)) {
            port = Ports.any();
        }
        return new Address(LOOPBACK, port);
    }

    /** Where a service tells whether it is ready. */
    Address health(Service service) {
        return management.get(service);
    }

    /** Adds the ports to the values to record. */
    void put(Properties values) {
        for (Service service : Service.values()) {
            values.setProperty(
                    service + ".port", Integer.toString(peers.of(service).port()));
            values.setProperty(
                    service + ".management.port",
                    Integer.toString(management.get(service).port()));
        }
    }
}
