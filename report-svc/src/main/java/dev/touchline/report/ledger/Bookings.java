package dev.touchline.report.ledger;

import dev.touchline.kit.sql.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Whose performance all money is, in the database. */
final class Bookings {

    private static final String DROP = "DELETE FROM booking WHERE sale_id = ANY($1)";

    private static final String ADD =
            """
            INSERT INTO booking (sale_id, brand, day, part, booked_day, sales_channel, currency, is_order, touched, decided,
                                 store, guide, partner, assisting, paid, refunded, unmatched, away)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::date[], $4::integer[], $5::date[], $6::smallint[], $7::text[],
                                 $8::boolean[], $9::boolean[], $10::boolean[], $11::text[], $12::text[], $13::text[],
                                 $14::text[], $15::bigint[], $16::bigint[], $17::bigint[], $18::boolean[])
            """;

    private Bookings() {}

    /** Replaces the bookings of sales: bigint[] of their ids. */
    static Uni<Void> replace(SqlConnection tx, Tuple sales, List<Booking> bookings) {
        return tx.preparedQuery(DROP)
                .execute(sales)
                .chain(() -> tx.preparedQuery(ADD).execute(parameters(bookings)))
                .replaceWithVoid();
    }

    private static Tuple parameters(List<Booking> bookings) {
        return new Columns<>(bookings)
                .bigint(Booking::saleId)
                .text(Booking::brand)
                .date(Booking::day)
                .integer(Booking::part)
                .date(Booking::bookedDay)
                .smallint(Booking::salesChannel)
                .text(Booking::currency)
                .bool(Booking::order)
                .bool(Booking::touched)
                .bool(booking -> booking.owner().decided())
                .text(booking -> booking.owner().store())
                .text(booking -> booking.owner().guide())
                .text(booking -> booking.owner().partner())
                .text(booking -> booking.owner().assisting())
                .bigint(Booking::paid)
                .bigint(Booking::refunded)
                .bigint(Booking::unmatched)
                .bool(Booking::away)
                .parameters();
    }
}
