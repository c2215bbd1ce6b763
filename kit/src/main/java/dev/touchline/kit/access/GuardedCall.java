package dev.touchline.kit.access;

import com.google.protobuf.Message;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.error.Rejection;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call whose messages are held against its rule, both ways. Once denied, nothing more goes through. What the service itself
 * denies, for what it has stored, is told to the audit log like the rest.
 */
final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final AccessRule rule;
    private final Caller caller;
    private final AuditLog audit;
    private final AtomicBoolean denied = new AtomicBoolean();
    private final DeniedItems items;
    private boolean audited;

    GuardedCall(ServerCall<Q, A> call, AccessRule rule, Caller caller, AuditLog audit) {
        super(call);
        this.rule = rule;
        this.caller = caller;
        this.audit = audit;
        this.items = new DeniedItems(count -> audit.deniedItems(method(), caller, count));
    }

    /** Guards what the caller sends. */
    ServerCall.Listener<Q> listener(ServerCall.Listener<Q> service) {
        return new SimpleForwardingServerCallListener<>(service) {
            @Override
            public void onMessage(Q request) {
                if (denied.get()) {
                    return;
                }
                try {
                    check((Message) request);
                } catch (Rejection refused) {
                    deny(refused);
                    service.onCancel();
                    return;
                }
                super.onMessage(request);
            }

            @Override
            public void onHalfClose() {
                if (!denied.get()) {
                    super.onHalfClose();
                }
            }

            @Override
            public void onCancel() {
                items.end();
                if (!denied.get()) {
                    super.onCancel();
                }
            }
        };
    }

    private void check(Message request) {
        boolean privileged = rule.privileged().test(request);
        if (privileged && !rule.privilegedRoles().contains(caller.role())) {
            throw Denied.role(method(), caller.role(), rule.privilegedRoles());
        }
        if (!caller.wholeGroup()) {
            rule.named()
                    .apply(request)
                    .filter(place -> !caller.covers(place))
                    .findFirst()
                    .ifPresent(place -> {
                        throw Denied.outOfScope(method(), place);
                    });
        }
        if ((privileged || rule.audited()) && !audited) {
            audited = true;
            audit.allowed(method(), caller);
        }
    }

    /** Guards what the service answers. */
    @Override
    public void sendMessage(A answer) {
        if (denied.get()) {
            return;
        }
        if (!caller.wholeGroup()
                && rule.limitsShown()
                && rule.shown().apply((Message) answer).noneMatch(caller::covers)) {
            deny(Denied.notShown(method()));
            return;
        }
        items.add(rule.items().apply((Message) answer));
        super.sendMessage(answer);
    }

    @Override
    public void close(Status status, Metadata trailers) {
        items.end();
        if (!denied.get()) {
            if (status.getCode() == Status.Code.PERMISSION_DENIED) {
                audit.denied(method(), caller, Denied.notShown(method()));
            }
            super.close(status, trailers);
        }
    }

    private void deny(Rejection refusal) {
        if (denied.compareAndSet(false, true)) {
            audit.denied(method(), caller, refusal);
            close(delegate(), refusal);
        }
    }

    private String method() {
        return getMethodDescriptor().getFullMethodName();
    }

    static void close(ServerCall<?, ?> call, Rejection refusal) {
        StatusRuntimeException rendered = GrpcErrors.render(refusal);
        Metadata trailers = rendered.getTrailers();
        call.close(rendered.getStatus(), trailers == null ? new Metadata() : trailers);
    }
}
