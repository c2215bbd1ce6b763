package dev.touchline.order.pairing;

import dev.touchline.order.book.SaleBook;
import dev.touchline.order.sale.SaleStore;
import dev.touchline.order.twin.Couple;
import dev.touchline.order.twin.Rules;
import dev.touchline.order.v1.GetSaleResponse;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.DocumentKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Sales as their events tell them: a paired one with its twin. */
@ApplicationScoped
public class SaleViews {

    private final SaleStore sales;
    private final Rules rules;

    public SaleViews(SaleStore sales, PairingConfig config) {
        this.sales = sales;
        this.rules = config.rules();
    }

    /** One sale by the key of its order; empty: there is none. */
    public Uni<Optional<GetSaleResponse>> read(DocumentKey key) {
        return sales.read(key)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : seen(found.get(0))
                                .map(sale -> Optional.of(GetSaleResponse.newBuilder()
                                        .setSale(sale)
                                        .setVersion(found.get(0).version())
                                        .build())));
    }

    private Uni<Sale> seen(SaleBook sale) {
        return sale.bond().paired()
                ? sales.readById(List.of(sale.bond().other())).map(other -> seen(sale, other.get(0)))
                : Uni.createFrom().item(sale.sale());
    }

    private Sale seen(SaleBook sale, SaleBook other) {
        return sale.bond().twin() != 0
                ? Couple.of(sale.sale(), other.sale(), rules).standing()
                : Couple.of(other.sale(), sale.sale(), rules).twin();
    }
}
