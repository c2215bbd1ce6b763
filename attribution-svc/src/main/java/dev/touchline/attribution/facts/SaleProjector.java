package dev.touchline.attribution.facts;

import dev.touchline.attribution.dirty.Members;
import dev.touchline.attribution.facts.Sales.Home;
import dev.touchline.attribution.ledger.Ledgers;
import dev.touchline.attribution.ledger.Ledgers.Move;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.order.v1.SaleEvent;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Follows order-ingest-svc: sales with their refunds. When the buyer of a sale becomes known, the fact and the place of
 * its ledger move to the member's unit; both units are held first, so that no folder works on either meanwhile. A sale that is
 * empty now is no fact any more: the fold of its unit withdraws its ledger.
 */
@ApplicationScoped
public class SaleProjector implements FeedHandler {

    private final FeedService source;
    private final Members members;
    private final Organisation organisation;
    private final Sales sales;
    private final Ledgers ledgers;

    public SaleProjector(
            @GrpcClient("order-ingest-svc") FeedService source,
            Members members,
            Organisation organisation,
            Sales sales,
            Ledgers ledgers) {
        this.source = source;
        this.members = members;
        this.organisation = organisation;
        this.sales = sales;
        this.ledgers = ledgers;
    }

    @Override
    public String feed() {
        return "order-ingest-svc";
    }

    @Override
    public FeedService source() {
        return source;
    }

    // All events of a sale come through one cursor, whose lock this transaction holds: its home cannot change
    // meanwhile.
    @Override
    public Uni<Void> apply(SqlConnection tx, List<FeedEvent> events) {
        List<ToldSale> told = Latest.of(events, SaleEvent.parser()).stream()
                .map(latest -> new ToldSale(
                        latest.message().getSale(), latest.message().getVersion(), latest.traceparent()))
                .toList();
        return organisation
                .admitSales(tx)
                .chain(() -> sales.homes(tx, told.stream().map(ToldSale::id).toList()))
                .chain(homes -> write(tx, newer(told, homes), homes));
    }

    private static List<ToldSale> newer(List<ToldSale> told, Map<Long, Home> homes) {
        return told.stream()
                .filter(each ->
                        !homes.containsKey(each.id()) || homes.get(each.id()).version() < each.version())
                .toList();
    }

    private Uni<Void> write(SqlConnection tx, List<ToldSale> told, Map<Long, Home> homes) {
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Move> moves = new ArrayList<>();
        List<Home> left = new ArrayList<>();
        Collection<Long> marks = new TreeSet<>();
        Collection<Long> moving = new TreeSet<>();
        for (ToldSale sale : told) {
            Home home = homes.get(sale.id());
            marks.add(sale.unit());
            boolean moved = home != null && home.unit() != sale.unit();
            if (moved) {
                marks.add(home.unit());
                moving.addAll(List.of(home.unit(), sale.unit()));
                moves.add(new Move(sale.id(), home.unit(), sale.unit()));
            }
            if (moved || home != null && sale.isEmpty()) {
                left.add(home);
            }
        }
        return members.markForFacts(tx, marks)
                .chain(() -> moves.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : members.markAndHold(tx, moving).chain(() -> ledgers.move(tx, moves)))
                .chain(() -> settle(tx, told, left));
    }

    private Uni<Void> settle(SqlConnection tx, List<ToldSale> told, List<Home> left) {
        return sales.leave(tx, left)
                .chain(() -> sales.settle(tx, told))
                .chain(() -> sales.upsert(
                        tx, told.stream().filter(sale -> !sale.isEmpty()).toList()));
    }

    @Override
    public Uni<Void> forget(SqlConnection tx) {
        return organisation
                .admitSales(tx)
                .chain(() -> sales.allUnits(tx))
                .chain(units -> members.markForFacts(tx, units))
                .chain(() -> sales.forget(tx));
    }
}
