package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.document.Offer;
import dev.touchline.order.intake.Gathering.Call;
import dev.touchline.order.pairing.Pairer;
import dev.touchline.order.quarantine.QuarantineStore.Fault;
import dev.touchline.order.sale.Contended;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Takes batches of documents in, in transactions; the answer means that everything is on disk. Twins are looked for
 * afterwards, before the answer, so that it can say what was paired at once.
 */
@ApplicationScoped
public class Intake {

    /** Documents in a batch. */
    public static final int MAX_BATCH = 500;

    /** What a call takes in memory beside its documents, about. */
    private static final long CALL_BYTES = 4 << 10;

    /** What work on documents that are on disk counts: as much as a batch of ordinary orders. */
    private static final long STORED_BYTES = 256 << 10;

    private static final int TRIES = 5;
    private static final String DEADLOCK = "40P01";

    private final Pool pool;
    private final Reception reception;
    private final Booking booking;
    private final Accounting accounting;
    private final Pairer pairer;
    private final IntakeConfig config;
    private final Gathering gathering;
    private final AtomicLong bytesInWork = new AtomicLong();

    Intake(Pool pool, Reception reception, Booking booking, Accounting accounting, Pairer pairer, IntakeConfig config) {
        this.pool = pool;
        this.reception = reception;
        this.booking = booking;
        this.accounting = accounting;
        this.pairer = pairer;
        this.config = config;
        this.gathering = new Gathering(config.transactions(), MAX_BATCH, System::nanoTime, this::ingest);
    }

    /**
     * Takes a batch of 1 to 500 documents in, maybe together with others; answers each document, in order. What would change
     * documents outside of the caller's scope is rejected.
     *
     * @param timeGiven how long the caller waits in all; it fails if half of that has passed before the batch has its turn, because
     *     then there is so much to do that it would end too late
     * @throws Rejection if the batch is empty or too large, or too much is in work
     */
    public Uni<List<ItemResult>> ingest(List<Document> documents, Caller caller, Optional<Duration> timeGiven) {
        Check.batch("documents", documents, MAX_BATCH);
        Call call = Call.of(documents, caller, timeGiven);
        return admitted(call.bytes() + CALL_BYTES, () -> gathering.join(call));
    }

    private Uni<List<ItemResult>> ingest(List<Call> calls) {
        List<Caller> callers = calls.stream()
                .flatMap(call -> Collections.nCopies(call.documents().size(), call.caller()).stream())
                .toList();
        List<Reading> readings = reception.read(
                calls.stream().flatMap(call -> call.documents().stream()).toList());
        return untilItEnds(
                tx -> ingest(tx, readings, offer -> callers.get(offer.index())), booked -> pairer.pair(booked.marks())
                        .map(paired -> answers(readings, booked.paired(paired).outcomes())));
    }

    /** Runs work in a transaction that changes no sale; again, if another one was in its way. */
    <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return transaction(work, done -> Uni.createFrom().item(done));
    }

    /** Runs work on the books in a transaction, again if another one was in its way, and then what follows from it. */
    <T, A> Uni<A> transaction(Function<SqlConnection, Uni<T>> work, Function<T, Uni<? extends A>> then) {
        return admitted(STORED_BYTES, () -> untilItEnds(work, then));
    }

    /** Runs on when the caller leaves, and counts until its own end, because until then it is kept in memory. */
    private <A> Uni<A> admitted(long bytes, Supplier<Uni<? extends A>> work) {
        long all = bytesInWork.addAndGet(bytes);
        if (all > config.bytes() && all > bytes) {
            bytesInWork.addAndGet(-bytes);
            throw overloaded(all);
        }
        return Uni.createFrom().emitter(caller -> Uni.createFrom()
                .deferred(work)
                .onTermination()
                .invoke(() -> bytesInWork.addAndGet(-bytes))
                .subscribe()
                .with(caller::complete, caller::fail));
    }

    private <T, A> Uni<A> untilItEnds(Function<SqlConnection, Uni<T>> work, Function<T, Uni<? extends A>> then) {
        return pool.withTransaction(work)
                .onFailure(Intake::wasInTheWay)
                .retry()
                .atMost(TRIES)
                .onFailure(Intake::wasInTheWay)
                .transform(stillInTheWay -> overloaded(bytesInWork.get()))
                .chain(then);
    }

    private Uni<Booked> ingest(SqlConnection tx, List<Reading> readings, Function<Offer, Caller> callers) {
        List<Reading> refused =
                readings.stream().filter(reading -> !reading.valid()).toList();
        List<Offer> offers =
                readings.stream().filter(Reading::valid).map(Reading::offer).toList();
        int offered = (int) readings.stream().filter(Reading::keepable).count();
        if (offered == 0) {
            return Uni.createFrom().item(Booked.nothingNew(List.of()));
        }
        return booking.book(tx, offers, callers)
                .call(booked -> accounting.settle(
                        tx,
                        offered - booked.count(Outcome.Kind.OUT_OF_SCOPE),
                        booked,
                        faults(refused, booked),
                        List.of()));
    }

    private static List<Fault> faults(List<Reading> refused, Booked booked) {
        List<Fault> faults = new ArrayList<>();
        refused.stream()
                .filter(Reading::keepable)
                .forEach(reading -> faults.add(new Fault(reading.accepted(), reading.fault())));
        booked.outcomes().stream()
                .filter(Outcome::isFault)
                .forEach(fault -> faults.add(new Fault(fault.offer().accepted(), fault.why())));
        return faults;
    }

    private static List<ItemResult> answers(List<Reading> readings, List<Outcome> outcomes) {
        return Stream.concat(
                        readings.stream().filter(reading -> !reading.valid()).map(Reading::refusal),
                        outcomes.stream().map(Outcome::answer))
                .sorted(Comparator.comparingInt(ItemResult::getIndex))
                .toList();
    }

    private Rejection overloaded(long bytes) {
        return Rejection.exhausted(
                ErrorReason.ERROR_REASON_OVERLOADED,
                "bytes of documents in work",
                bytes,
                "at most " + config.bytes() + ", on different documents; send again later");
    }

    private static boolean wasInTheWay(Throwable failure) {
        return failure instanceof Contended
                || failure instanceof PgException database && DEADLOCK.equals(database.getSqlState());
    }
}
