package dev.touchline.order.pairing;

import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.sale.SaleWriter;
import dev.touchline.order.twin.Doubt;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Writes settlements: who is whose twin, which documents count zero, what is doubtful; and tells everybody. */
@ApplicationScoped
public class PairStore {

    private static final String BIND =
            """
            UPDATE sale SET version = sale.version + 1, member = told.member, twin_of = told.twin_of, twin = told.twin
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS told (sale_id, member, twin_of, twin)
            WHERE sale.sale_id = told.sale_id
            """;

    private static final String FLAG =
            """
            UPDATE document SET paired = flag.paired
            FROM unnest($1::bigint[], $2::bigint[], $3::boolean[]) AS flag (sale_id, document_id, paired)
            WHERE (document.sale_id, document.document_id) = (flag.sale_id, flag.document_id)
            """;

    private static final String COUNT =
            """
            INSERT INTO intake (recorded_at, offered, accepted, duplicates, paired, quarantined)
            VALUES ($1, 0, -$2::integer, 0, $2::integer, 0)
            """;

    private static final String CLEAR_DOUBTS =
            """
            DELETE FROM doubt
            WHERE (till = ANY($4) OR online = ANY($4))
              AND NOT EXISTS (SELECT FROM unnest($1::bigint[], $2::bigint[], $3::smallint[]) AS kept (till, online, reason)
                              WHERE (kept.till, kept.online, kept.reason) = (doubt.till, doubt.online, doubt.reason))
            """;

    private static final String DOUBT =
            """
            INSERT INTO doubt (till, online, reason, since)
            SELECT till, online, reason, $4
            FROM unnest($1::bigint[], $2::bigint[], $3::smallint[]) AS doubted (till, online, reason)
            ON CONFLICT (till, online) DO NOTHING
            """;

    private final FeedInbox inbox;
    private final Clock clock;

    public PairStore(FeedInbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Writes the settlement of sales, which are locked. */
    Uni<Void> write(SqlConnection tx, Collection<Long> sales, Settlement settled) {
        return doubt(tx, sales, settled.doubts()).chain(() -> flag(tx, settled)).chain(() -> tell(tx, settled.told()));
    }

    private Uni<Void> tell(SqlConnection tx, List<Settlement.Told> told) {
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(BIND)
                .execute(new Columns<>(told)
                        .bigint(each -> each.sale().saleId())
                        .bigint(each -> each.sale().member())
                        .bigint(each -> each.bond().standing())
                        .bigint(each -> each.bond().twin())
                        .parameters())
                .chain(() -> inbox.append(
                        tx,
                        told.stream()
                                .map(each -> SaleWriter.event(each.sale(), each.seen()))
                                .toList()));
    }

    private Uni<Void> flag(SqlConnection tx, Settlement settled) {
        if (settled.flags().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(FLAG)
                .execute(new Columns<>(settled.flags())
                        .bigint(Settlement.Flag::saleId)
                        .bigint(Settlement.Flag::documentId)
                        .bool(Settlement.Flag::paired)
                        .parameters())
                .chain(() -> tx.preparedQuery(COUNT)
                        .execute(Tuple.of(ProtoTime.stored(clock.instant()), settled.morePaired())))
                .replaceWithVoid();
    }

    private Uni<Void> doubt(SqlConnection tx, Collection<Long> sales, List<Doubt> doubts) {
        return tx.preparedQuery(CLEAR_DOUBTS)
                .execute(columns(doubts).addArrayOfLong(sales.toArray(Long[]::new)))
                .chain(() -> doubts.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(DOUBT)
                                .execute(columns(doubts).addOffsetDateTime(ProtoTime.stored(clock.instant())))
                                .replaceWithVoid());
    }

    private static Tuple columns(List<Doubt> doubts) {
        return new Columns<>(doubts)
                .bigint(doubt -> doubt.till().saleId())
                .bigint(doubt -> doubt.online().saleId())
                .smallint(doubt -> doubt.reason().number())
                .parameters();
    }
}
