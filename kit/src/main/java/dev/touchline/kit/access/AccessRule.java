package dev.touchline.kit.access;

import com.google.protobuf.Message;
import dev.touchline.type.v1.ItemResult;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who may make one call. Immutable; each method answers a rule with one more condition.
 *
 * @param roles roles that may make it
 * @param wholeGroup whether the caller must act for the whole group
 * @param audited whether each call is written to the audit log
 * @param privileged which requests only {@link #privilegedRoles} may make; they are audited too
 * @param privilegedRoles the roles for those
 * @param named places that a request names; all must be the caller's
 * @param shown places that an answer shows; one at least must be the caller's
 * @param items what an answer says of each item of a batch; none if the call has no items
 */
record AccessRule(
        Set<Role> roles,
        boolean wholeGroup,
        boolean audited,
        Predicate<Message> privileged,
        Set<Role> privilegedRoles,
        Function<Message, Stream<Place>> named,
        Function<Message, Stream<Place>> shown,
        Function<Message, Stream<ItemResult>> items) {

    private static final Function<Message, Stream<Place>> NOWHERE = message -> Stream.empty();
    private static final Function<Message, Stream<ItemResult>> WHOLE = message -> Stream.empty();

    /** These roles, everywhere. */
    static AccessRule only(Role... roles) {
        return of(Set.of(roles));
    }

    /** Every role, everywhere. */
    static AccessRule everybody() {
        return of(Role.all());
    }

    private static AccessRule of(Set<Role> roles) {
        return new AccessRule(roles, false, false, request -> false, roles, NOWHERE, NOWHERE, WHOLE);
    }

    /** Whether it looks at the caller's stores and brands. */
    boolean limitsScope() {
        return named != NOWHERE || shown != NOWHERE;
    }

    /** Whether answers are for those alone whose stores or brands they concern. */
    boolean limitsShown() {
        return shown != NOWHERE;
    }

    /** Only callers without a scope: what the call does or shows is the group's. */
    AccessRule ofTheWholeGroup() {
        return new AccessRule(roles, true, audited, privileged, privilegedRoles, named, shown, items);
    }

    /** Each call leaves a line in the audit log. */
    AccessRule withAudit() {
        return new AccessRule(roles, wholeGroup, true, privileged, privilegedRoles, named, shown, items);
    }

    /** Requests like these only by {@code allowed}, and audited. */
    <Q extends Message> AccessRule whereOnly(Class<Q> type, Predicate<Q> like, Role... allowed) {
        return new AccessRule(
                roles,
                wholeGroup,
                audited,
                request -> like.test(type.cast(request)),
                Set.of(allowed),
                named,
                shown,
                items);
    }

    /** Every place that the request names must be the caller's. */
    <Q extends Message> AccessRule naming(Class<Q> type, Function<Q, Stream<Place>> places) {
        return new AccessRule(
                roles,
                wholeGroup,
                audited,
                privileged,
                privilegedRoles,
                request -> places.apply(type.cast(request)),
                shown,
                items);
    }

    /** The answer must concern the caller: one of its places at least. One without any is the whole group's alone. */
    <A extends Message> AccessRule showing(Class<A> type, Function<A, Stream<Place>> places) {
        return new AccessRule(
                roles,
                wholeGroup,
                audited,
                privileged,
                privilegedRoles,
                named,
                answer -> places.apply(type.cast(answer)),
                items);
    }

    /** The call has items that are denied one by one; the answer says which. */
    <A extends Message> AccessRule answering(Class<A> type, Function<A, List<ItemResult>> results) {
        return new AccessRule(
                roles,
                wholeGroup,
                audited,
                privileged,
                privilegedRoles,
                named,
                shown,
                answer -> results.apply(type.cast(answer)).stream());
    }
}
