package dev.touchline.cli.check;

import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Service;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.CheckInvariantsResponse;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import java.util.EnumMap;
import java.util.Map;

/** Asks all services to check themselves. */
public final class Checks {
    private Checks() {}

    /** The findings now. */
    public static Findings run(Connections connections) {
        Map<Service, CheckInvariantsResponse> answers = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            answers.put(
                    service,
                    connections.call(
                            service,
                            OperationsServiceGrpc::newBlockingStub,
                            stub -> stub.checkInvariants(CheckInvariantsRequest.getDefaultInstance())));
        }
        return Findings.of(answers);
    }
}
