package dev.touchline.e2e;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * How a call ended, as a client sees it.
 *
 * @param code its status; OK if it was not refused
 * @param reason reason of its only {@code ErrorInfo}; empty if it has none
 * @param cause the metadata {@code cause} of that; empty if it has none
 */
record Refusal(Status.Code code, String reason, String cause) {

    static final Refusal NONE = new Refusal(Status.Code.OK, "", "");

    static Refusal unauthenticated(String reason, String cause) {
        return new Refusal(Status.Code.UNAUTHENTICATED, reason, cause);
    }

    static Refusal denied(String reason) {
        return new Refusal(Status.Code.PERMISSION_DENIED, reason, "");
    }

    /** Makes the call. */
    static Refusal of(Callable<?> call) throws Exception {
        try {
            call.call();
            return NONE;
        } catch (StatusRuntimeException refused) {
            return of(refused);
        }
    }

    static Refusal of(StatusRuntimeException refused) throws InvalidProtocolBufferException {
        com.google.rpc.Status details = StatusProto.fromThrowable(refused);
        List<Any> all = details == null ? List.of() : details.getDetailsList();
        ErrorInfo info =
                all.isEmpty() ? ErrorInfo.getDefaultInstance() : all.get(0).unpack(ErrorInfo.class);
        return new Refusal(refused.getStatus().getCode(), info.getReason(), info.getMetadataOrDefault("cause", ""));
    }
}
