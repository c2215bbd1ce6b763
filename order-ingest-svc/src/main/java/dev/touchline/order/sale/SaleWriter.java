package dev.touchline.order.sale;

import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.kit.feed.NewEvent;
import dev.touchline.order.book.Books;
import dev.touchline.order.book.SaleBook;
import dev.touchline.order.v1.Sale;
import dev.touchline.order.v1.SaleEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Writes what became of locked sales, and tells everybody: one event for each sale that changed. */
@ApplicationScoped
public class SaleWriter {

    private final SaleStore sales;
    private final DocumentStore documents;
    private final WaitingStore waiting;
    private final CandidateStore candidates;
    private final FeedInbox inbox;
    private final Clock clock;

    public SaleWriter(
            SaleStore sales,
            DocumentStore documents,
            WaitingStore waiting,
            CandidateStore candidates,
            FeedInbox inbox,
            Clock clock) {
        this.sales = sales;
        this.documents = documents;
        this.waiting = waiting;
        this.candidates = candidates;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Writes sales after a batch; answers whose twins must be looked for. */
    public Uni<List<Mark>> write(SqlConnection tx, Books books) {
        List<Placed> placed = placed(books.sales());
        List<Placed> fresh =
                placed.stream().filter(each -> each.entry().fresh()).toList();
        return documents
                .deleteReplaced(tx, books.left())
                .chain(() -> waiting.forget(tx, books.left()))
                .chain(() -> documents.saveKeys(tx, fresh))
                .chain(() -> write(tx, books.sales(), placed))
                .call(() -> waiting.begin(tx, fresh, clock.instant()));
    }

    /** Writes sales whose documents learned their member; answers whose twins must be looked for. */
    public Uni<List<Mark>> write(SqlConnection tx, Collection<SaleBook> told) {
        return write(tx, told, placed(told));
    }

    // What others see of a paired sale depends on its twin, too: the mark makes the pairing tell them.
    private Uni<List<Mark>> write(SqlConnection tx, Collection<SaleBook> books, List<Placed> placed) {
        List<SaleBook> all = books.stream().filter(SaleBook::changed).toList();
        List<SaleBook> changed =
                all.stream().filter(sale -> !sale.bond().paired()).toList();
        return documents
                .save(tx, placed.stream().filter(Placed::changed).toList())
                .chain(() -> sales.change(tx, changed))
                .chain(() -> sales.deleteUnused(tx, books))
                .chain(() -> candidates.save(tx, all))
                .call(() -> inbox.append(
                        tx,
                        changed.stream().map(sale -> event(sale, sale.sale())).toList()));
    }

    private static List<Placed> placed(Collection<SaleBook> books) {
        return books.stream()
                .flatMap(sale -> sale.entries().stream().map(entry -> new Placed(sale, entry)))
                .toList();
    }

    /** The next event of a sale. */
    public static NewEvent event(SaleBook sale, Sale seen) {
        SaleEvent event = SaleEvent.newBuilder()
                .setVersion(sale.version() + 1)
                .setSale(seen)
                .build();
        return NewEvent.of("sale/" + sale.saleId(), sale.version() + 1, event);
    }
}
