package dev.touchline.cli.check;

import dev.touchline.cli.peer.Service;
import dev.touchline.operations.v1.CheckInvariantsResponse;
import dev.touchline.operations.v1.Figure;
import dev.touchline.operations.v1.InvariantResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the invariants of all services come to, and whether services that know the same figure agree on it. */
public final class Findings {
    private final List<Finding> findings = new ArrayList<>();

    private Findings() {}

    /** The findings in what the services answered. */
    public static Findings of(Map<Service, CheckInvariantsResponse> answers) {
        Findings findings = new Findings();
        answers.forEach((service, answer) -> {
            for (InvariantResult result : answer.getResultsList()) {
                findings.findings.add(new Finding(
                        result.getInvariant(),
                        service.serviceName(),
                        result.getClaim(),
                        result.getExamined(),
                        result.getViolations(),
                        result.getSamplesList()));
            }
        });
        findings.compareFigures(answers);
        return findings;
    }

    private void compareFigures(Map<Service, CheckInvariantsResponse> answers) {
        Map<String, Map<Service, Long>> figures = new TreeMap<>();
        answers.forEach((service, answer) -> {
            for (Figure figure : answer.getFiguresList()) {
                figures.computeIfAbsent(figure.getName(), name -> new TreeMap<>())
                        .put(service, figure.getValue());
            }
        });
        figures.forEach((name, values) -> {
            if (values.size() > 1) {
                boolean agree = values.values().stream().distinct().count() == 1;
                findings.add(new Finding(
                        "agreement",
                        values.keySet().stream()
                                .map(Service::serviceName)
                                .reduce((a, b) -> a + ", " + b)
                                .orElse(""),
                        "all services have the same " + name + " (" + (agree ? first(values) : values) + ")",
                        values.size(),
                        agree ? 0 : 1,
                        List.of()));
            }
        });
    }

    private static Object first(Map<Service, Long> values) {
        return values.values().iterator().next();
    }

    /** All findings, by service, then agreements by figure. */
    public List<Finding> all() {
        return List.copyOf(findings);
    }

    /** Violations in all. */
    public long violations() {
        return findings.stream().mapToLong(Finding::violations).sum();
    }

    /** What one invariant came to. */
    public record Finding(
            String invariant, String service, String claim, long examined, long violations, List<String> samples) {
        /** One line. */
        @Override
        public String toString() {
            return String.format(
                    "%-8s  %s (%s): %,d violations of %,d examined - %s%s",
                    violations == 0 ? "OK" : "VIOLATED",
                    invariant,
                    service,
                    violations,
                    examined,
                    claim,
                    samples.isEmpty() || violations == 0 ? "" : "; e.g. " + String.join(", ", samples));
        }
    }
}
