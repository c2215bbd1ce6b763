package dev.touchline.cli.whatif;

import dev.touchline.attribution.v1.WhatIfPhase;
import dev.touchline.attribution.v1.WhatIfProgress;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.attribution.v1.WhatIfResponse;
import dev.touchline.attribution.v1.WhatIfResult;
import dev.touchline.attribution.v1.WhatIfServiceGrpc;
import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.progress.Progress;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Asks attribution-svc and shows how far it is. */
final class WhatIfCall {
    private final Connections connections;
    private final Console console;
    private final Duration deadline;
    private WhatIfPhase phase = WhatIfPhase.WHAT_IF_PHASE_UNSPECIFIED;
    private Progress shown;

    WhatIfCall(Connections connections, Console console, Duration deadline) {
        this.connections = connections;
        this.console = console;
        this.deadline = deadline;
    }

    WhatIfResult answer(WhatIfRequest request) {
        try {
            return connections
                    .patience()
                    .call(
                            Service.ATTRIBUTION + " at " + connections.peers().of(Service.ATTRIBUTION),
                            () -> attempt(request));
        } finally {
            end();
        }
    }

    private WhatIfResult attempt(WhatIfRequest request) {
        Iterator<WhatIfResponse> responses = WhatIfServiceGrpc.newBlockingStub(connections.channel(Service.ATTRIBUTION))
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .whatIf(request);
        while (responses.hasNext()) {
            WhatIfResponse response = responses.next();
            if (response.hasResult()) {
                return response.getResult();
            }
            show(response.getProgress());
        }
        throw new Failure(ExitCode.UNAVAILABLE, Service.ATTRIBUTION + ": ended without an answer");
    }

    private void show(WhatIfProgress progress) {
        if (progress.getPhase() != phase) {
            end();
            phase = progress.getPhase();
            boolean reading = phase == WhatIfPhase.WHAT_IF_PHASE_READING;
            shown = console.progress(
                    reading ? "reading facts" : "folding", reading ? "facts" : "persons", progress.getTotal());
        }
        shown.at(progress.getDone(), progress.getTotal());
    }

    private void end() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
    }
}
