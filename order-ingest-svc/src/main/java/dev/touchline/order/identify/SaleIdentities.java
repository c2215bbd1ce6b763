package dev.touchline.order.identify;

import com.google.protobuf.ByteString;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.identity.Identities;
import dev.touchline.kit.identity.IdentityHandler;
import dev.touchline.member.v1.Member;
import dev.touchline.order.book.Entry;
import dev.touchline.order.book.SaleBook;
import dev.touchline.order.pairing.Persons;
import dev.touchline.order.sale.SaleStore;
import dev.touchline.order.sale.SaleWriter;
import dev.touchline.order.sale.WaitingStore;
import dev.touchline.order.sale.WaitingStore.Waiting;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gives documents that wait for an identifier their member, and tells everybody about their sales. */
@Singleton
public class SaleIdentities extends IdentityHandler {

    // A card that half a town uses may have thousands of sales: they are not all held in memory at once.
    private static final int CHUNK = 500;

    private final WaitingStore waiting;
    private final SaleStore sales;
    private final SaleWriter writer;
    private final Persons persons;

    public SaleIdentities(
            @GrpcClient("member-svc") FeedService source,
            Identities identities,
            WaitingStore waiting,
            SaleStore sales,
            SaleWriter writer,
            Persons persons) {
        super(source, identities);
        this.waiting = waiting;
        this.sales = sales;
        this.writer = writer;
        this.persons = persons;
    }

    // The identities are locked here, so nobody can begin to wait for them any more.
    @Override
    protected Uni<Void> identified(SqlConnection tx, Map<ByteString, Long> members) {
        return waiting.sales(tx, members.keySet()).chain(ids -> {
            Uni<Void> told = Uni.createFrom().voidItem();
            for (int from = 0; from < ids.size(); from += CHUNK) {
                List<Long> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
                told = told.chain(() -> identified(tx, members, chunk));
            }
            return told;
        });
    }

    private Uni<Void> identified(SqlConnection tx, Map<ByteString, Long> members, List<Long> ids) {
        return sales.lockById(tx, ids).chain(books -> waiting.take(tx, members.keySet(), ids)
                .invoke(waits -> tell(books, waits, members))
                .chain(told -> writer.write(tx, books))
                .replaceWithVoid());
    }

    // Last in its transaction: no sale is locked after its mark.
    @Override
    protected Uni<Void> heard(SqlConnection tx, List<Member> members) {
        return persons.heard(tx, members);
    }

    @Override
    protected Uni<Void> forgotten(SqlConnection tx) {
        return persons.forget(tx);
    }

    private static void tell(List<SaleBook> books, List<Waiting> waits, Map<ByteString, Long> members) {
        Map<Long, List<Waiting>> byDocument = waits.stream().collect(Collectors.groupingBy(Waiting::documentId));
        for (SaleBook sale : books) {
            for (Entry entry : new ArrayList<>(sale.entries())) {
                Entry told = entry;
                for (Waiting wait : byDocument.getOrDefault(entry.documentId(), List.of())) {
                    told = told.told(members.get(wait.hash()), wait.rank());
                }
                sale.put(told);
            }
        }
    }
}
