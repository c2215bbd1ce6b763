package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Organisation.StoreUnit;
import java.util.ArrayList;
import java.util.List;

/** Draws the purchases of people who say nothing about themselves, and the refunds whose order nobody finds. */
final class PasserBy {
    private static final double WITHOUT_ORDER = 0.02;

    private PasserBy() {}

    static List<Sale> draw(long index, Organisation organisation, Chance chance) {
        BrandPlan brand = BrandPlan.ALL.get(chance.weighted(
                BrandPlan.ALL.stream().mapToDouble(BrandPlan::share).toArray()));
        StoreUnit shop = chance.pick(organisation.shops(brand.key()));
        boolean withoutOrder = chance.happens(WITHOUT_ORDER);
        Sale sale = new Sale(
                "till",
                withoutOrder ? "refund-without-order" : "order",
                String.format("P%08d", index),
                Sales.moment(chance),
                Basket.draw(brand, "", false, chance));
        sale.store = shop.key();
        List<Sale> documents = new ArrayList<>();
        documents.add(sale);
        if (!withoutOrder) {
            sale.channel = "store";
            sale.buyer = "in-store";
            sale.salesGuide = shop.guides().isEmpty() ? "" : chance.pick(shop.guides());
            RefundStory.draw(sale, documents, chance);
        }
        return documents;
    }
}
