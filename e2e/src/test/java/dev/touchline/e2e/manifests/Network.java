package dev.touchline.e2e.manifests;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What may talk to what, by the rules of NetworkPolicy: a pod that a policy of a direction selects may only do what one of
 * these policies allows; a connection needs both ends.
 *
 * @param policies of the one namespace
 * @param ends pods of that namespace, and a few outside of it
 */
record Network(List<NetworkPolicy> policies, List<End> ends) {

    /** A pod, inside (no labels of a namespace) or outside. */
    record End(String name, Map<String, String> labels, Map<String, String> namespace) {
        boolean inside() {
            return namespace.isEmpty();
        }
    }

    /** All that is open, as "from -> to:port", between two ends of which at least one is inside. */
    Set<String> arrows() {
        Set<Integer> ports = new TreeSet<>();
        policies.forEach(policy -> Stream.concat(
                        policy.getSpec().getIngress().stream().flatMap(rule -> rule.getPorts().stream()),
                        policy.getSpec().getEgress().stream().flatMap(rule -> rule.getPorts().stream()))
                .forEach(port -> ports.add(port.getPort().getIntVal())));
        // One that nobody mentions, for rules without ports.
        ports.add(9);
        Set<String> arrows = new TreeSet<>();
        for (End from : ends) {
            for (End to : ends) {
                if (from != to && (from.inside() || to.inside())) {
                    ports.stream()
                            .filter(port -> leaves(from, to, port) && enters(from, to, port))
                            .forEach(port -> arrows.add(from.name() + " -> " + to.name() + ":" + port));
                }
            }
        }
        return arrows;
    }

    private boolean leaves(End from, End to, int port) {
        List<NetworkPolicy> bound = policiesOf(from, "Egress");
        return bound.isEmpty() && !from.inside()
                || bound.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule -> reaches(rule.getTo(), to) && has(rule.getPorts(), port));
    }

    private boolean enters(End from, End to, int port) {
        List<NetworkPolicy> bound = policiesOf(to, "Ingress");
        return bound.isEmpty() && !to.inside()
                || bound.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .anyMatch(rule -> reaches(rule.getFrom(), from) && has(rule.getPorts(), port));
    }

    private List<NetworkPolicy> policiesOf(End end, String direction) {
        return policies.stream()
                .filter(policy -> end.inside()
                        && policy.getSpec().getPolicyTypes().contains(direction)
                        && Overlay.selects(policy.getSpec().getPodSelector(), end.labels()))
                .toList();
    }

    private static boolean reaches(List<NetworkPolicyPeer> peers, End end) {
        return peers.isEmpty()
                || peers.stream().anyMatch(peer -> {
                    if (peer.getIpBlock() != null) {
                        throw new AssertionError("blocks of addresses are not known here");
                    }
                    boolean namespace = peer.getNamespaceSelector() == null
                            ? end.inside()
                            : Overlay.selects(peer.getNamespaceSelector(), end.namespace());
                    return namespace
                            && (peer.getPodSelector() == null || Overlay.selects(peer.getPodSelector(), end.labels()));
                });
    }

    private static boolean has(List<NetworkPolicyPort> ports, int port) {
        return ports.isEmpty()
                || ports.stream().anyMatch(it -> it.getPort().getIntVal() == port && it.getEndPort() == null);
    }
}
