package dev.touchline.cli.status;

import dev.touchline.cli.Console;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Patience;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.progress.Progress;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Asks the services how far they are, in the order that {@link Completion} needs, and waits until they are done. */
public final class Watch {
    private static final long POLL_MILLIS = 150;

    private final Connections connections;

    /** A watch over connected services. */
    public Watch(Connections connections) {
        this.connections = connections;
    }

    /** Progress of the given services, asked in the order of {@link Service}. */
    public Map<Service, GetProgressResponse> progress(List<Service> services) {
        Map<Service, GetProgressResponse> progress = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            if (services.contains(service)) {
                progress.put(
                        service,
                        connections.call(
                                service,
                                OperationsServiceGrpc::newBlockingStub,
                                stub -> stub.getProgress(GetProgressRequest.getDefaultInstance())));
            }
        }
        return progress;
    }

    /** Whether everything is attributed and reported now. */
    public Completion now() {
        return Completion.of(progress(List.of(Service.values())));
    }

    /**
     * Waits until the given services have nothing left to do, at most for {@code limit}; the last state in any case. Shows a
     * progress if there is much to do.
     */
    public Completion await(List<Service> services, Duration limit, Console console, String title) {
        long end = System.nanoTime() + limit.toNanos();
        Completion completion = Completion.of(progress(services), services);
        if (completion.complete()) {
            return completion;
        }
        long most = completion.items();
        try (Progress progress = console.progress(title, "steps", most)) {
            while (!completion.complete() && System.nanoTime() < end) {
                Patience.pause(POLL_MILLIS);
                completion = Completion.of(progress(services), services);
                most = Math.max(most, completion.items());
                progress.at(most - completion.items(), most);
            }
        }
        return completion;
    }
}
