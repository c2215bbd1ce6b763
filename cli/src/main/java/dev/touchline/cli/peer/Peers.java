package dev.touchline.cli.peer;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Where the five services are. */
public record Peers(Map<Service, Address> addresses) {

    /** Keeps a copy. */
    public Peers {
        addresses = Map.copyOf(addresses);
    }

    /**
     * Decides for each service by itself: the option, else the environment, else the state file of a local run, else
     * this machine at the default port.
     */
    public static Peers find(
            Function<Service, String> option, Function<String, String> environment, Function<Service, Address> state) {
        Map<Service, Address> found = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            found.put(service, find(service, option.apply(service), environment, state));
        }
        return new Peers(found);
    }

    private static Address find(
            Service service, String option, Function<String, String> environment, Function<Service, Address> state) {
        if (option != null) {
            return Address.parse(option, "--" + service);
        }
        String variable = environment.apply(service.variable());
        if (variable != null && !variable.isEmpty()) {
            return Address.parse(variable, service.variable());
        }
        Address recorded = state.apply(service);
        return recorded != null ? recorded : new Address("127.0.0.1", service.defaultPort());
    }

    /** Address of one service. */
    public Address of(Service service) {
        return addresses.get(service);
    }
}
