package dev.touchline.order.twin;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everybody who has to do with a candidate, as the query {@code NEXT} of {@code order.pairing.Neighbours} finds them. */
record Circle(Map<Long, Candidate> byId) {

    static Circle around(Candidate first, List<Candidate> all) {
        Circle circle = new Circle(new LinkedHashMap<>());
        Deque<Candidate> asked = new ArrayDeque<>(List.of(first));
        while (!asked.isEmpty()) {
            Candidate each = asked.remove();
            if (circle.byId.putIfAbsent(each.saleId(), each) == null) {
                Stream.concat(byPayment(each, all), byNearness(each, all)).forEach(asked::add);
            }
        }
        return circle;
    }

    private static Stream<Candidate> byPayment(Candidate asked, List<Candidate> all) {
        return all.stream()
                .filter(other -> !asked.payment().isEmpty()
                        && other.payment().equals(asked.payment())
                        && other.side() != asked.side())
                .sorted(Comparator.comparing(Candidate::saleId))
                .limit(Twins.MAX_SHARED + 1);
    }

    private static Stream<Candidate> byNearness(Candidate asked, List<Candidate> all) {
        return all.stream()
                .filter(other -> asked.near()
                        && other.near()
                        && other.side() != asked.side()
                        && other.store().equals(asked.store())
                        && other.amount() == asked.amount()
                        && other.apart(asked).compareTo(Candidates.RULES.doubtfulWithin()) <= 0
                        && other.person() == asked.person());
    }

    List<Candidate> members() {
        return List.copyOf(byId.values());
    }

    /** Whether one of two is a member. */
    boolean touches(Candidate one, Candidate other) {
        return byId.containsKey(one.saleId()) || byId.containsKey(other.saleId());
    }
}
