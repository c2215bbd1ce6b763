package dev.touchline.report.publication;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The brands that have sold something, with their hours. */
@ApplicationScoped
public class Brands {

    // Brands and their first days by steps through the index (brand, day, cut), however long the journal is.
    private static final String SELLING =
            """
            WITH RECURSIVE brands AS (
                (SELECT brand FROM movement ORDER BY brand LIMIT 1)
                UNION ALL
                SELECT (SELECT min(brand) FROM movement WHERE movement.brand > brands.brand) FROM brands
                WHERE brands.brand IS NOT NULL)
            SELECT brand, least((SELECT min(day) FROM movement WHERE movement.brand = brands.brand),
                                (SELECT min(booked_day) FROM movement WHERE movement.brand = brands.brand))
            FROM brands WHERE brand IS NOT NULL LIMIT 1000
            """;

    private static final String PLACES =
            """
            SELECT key AS brand, zone, cut_off::integer FROM brand
            UNION
            SELECT brand, coalesce(nullif(store.zone, ''), brand.zone, 'UTC'),
                   coalesce(store.cut_off, brand.cut_off, 0)::integer
            FROM store LEFT JOIN brand ON brand.key = store.brand
            """;

    /** All of them, by key. */
    Uni<List<Brand>> selling(SqlClient client) {
        return places(client).chain(places -> client.query(SELLING).execute().map(rows -> {
            List<Brand> brands = new ArrayList<>();
            for (Row row : rows) {
                String key = row.getString(0);
                brands.add(new Brand(key, row.getLocalDate(1), places.getOrDefault(key, List.of())));
            }
            return brands;
        }));
    }

    /** The hours of every brand and of its stores, each once. */
    private static Uni<Map<String, List<Hours>>> places(SqlClient client) {
        return client.query(PLACES).execute().map(rows -> {
            Map<String, List<Hours>> places = new HashMap<>();
            rows.forEach(row -> places.computeIfAbsent(row.getString(0), brand -> new ArrayList<>())
                    .add(Hours.of(row.getString(1), row.getInteger(2))));
            return places;
        });
    }
}
