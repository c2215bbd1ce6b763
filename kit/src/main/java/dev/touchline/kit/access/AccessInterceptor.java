package dev.touchline.kit.access;

import dev.touchline.kit.error.Rejection;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;

/**
 * Lets a call through only if its caller is known and {@link AccessTable} allows it: the role before anything is read, every
 * request message before the service sees it, every answer before the caller does.
 */
@GlobalInterceptor
@ApplicationScoped
class AccessInterceptor implements ServerInterceptor, Prioritized {

    /** Inside of what measures and traces calls (0), so that denials are in both; outside of everything that works. */
    static final int PRIORITY = -1_000;

    private final boolean enforced;
    private final Callers callers;
    private final AuditLog audit;

    AccessInterceptor(AccessConfig config, Callers callers, AuditLog audit) {
        enforced = config.enforced();
        this.callers = callers;
        this.audit = audit;
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!enforced) {
            return next.startCall(call, headers);
        }
        String method = call.getMethodDescriptor().getFullMethodName();
        Caller caller = null;
        try {
            caller = callers.of(headers, call.getAttributes()).orElseThrow(Denied::missing);
            AccessRule rule = rule(method, caller);
            GuardedCall<Q, A> guarded = new GuardedCall<>(call, rule, caller, audit);
            Context context = Context.current().withValue(Caller.KEY, caller);
            return guarded.listener(Contexts.interceptCall(context, guarded, headers, next));
        } catch (InvalidTokenException invalid) {
            return deny(call, method, null, Denied.invalid(invalid.getMessage()));
        } catch (Rejection refused) {
            return deny(call, method, caller, refused);
        }
    }

    private static AccessRule rule(String method, Caller caller) {
        AccessRule rule = AccessTable.of(method).orElseThrow(() -> Denied.unlisted(method, caller.role()));
        if (!rule.roles().contains(caller.role())) {
            throw Denied.role(method, caller.role(), rule.roles());
        }
        if (rule.wholeGroup() && !caller.wholeGroup()) {
            throw Denied.notWholeGroup(method);
        }
        return rule;
    }

    private <Q, A> ServerCall.Listener<Q> deny(ServerCall<Q, A> call, String method, Caller caller, Rejection refusal) {
        audit.denied(method, caller, refusal);
        GuardedCall.close(call, refusal);
        return new ServerCall.Listener<>() {};
    }
}
