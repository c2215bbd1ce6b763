package dev.touchline.cli.retailer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Regions, stores, guides and partners of the group: some stores have no guides, some guides change store in the middle of the
 * year.
 */
final class Organisation {
    private static final int MEMBERS_PER_STORE = 500;
    private static final int MIN_STORES = 12;
    private static final double WITHOUT_GUIDES = 0.2;
    private static final double FRANCHISE = 0.25;
    private static final Instant MOVE = Instant.parse("2025-06-30T16:00:00Z");
    private static final List<String> REGIONS = List.of("north", "east", "south");
    private static final List<Partner> PARTNERS = List.of(
            new Partner("cps-1", "星桥 CPS", "cps"),
            new Partner("cps-2", "云客 CPS", "cps"),
            new Partner("cps-3", "港湾分销", "distributor"),
            new Partner("cps-4", "北仓分销", "distributor"),
            new Partner("cps-5", "推客 05", "sharer"));

    private final List<StoreUnit> stores = new ArrayList<>();
    private final Map<String, List<StoreUnit>> shopsByBrand;

    Organisation(int members, long seed) {
        Chance chance = Chance.of(seed, "organisation", 0);
        int count = Math.max(MIN_STORES, members / MEMBERS_PER_STORE);
        for (BrandPlan brand : BrandPlan.ALL) {
            int shops = Math.max(3, (int) Math.round(count * brand.share()));
            for (int i = 1; i <= shops; i++) {
                stores.add(shop(brand, i, chance));
            }
            if (brand.key().equals("cumulus")) {
                stores.add(new StoreUnit(
                        "cumulus-london",
                        "Cumulus London",
                        "cumulus",
                        "direct",
                        "Europe/London",
                        "cumulus-overseas",
                        guides("cumulus-london", 2),
                        0.9));
            }
            stores.add(new StoreUnit(
                    brand.key() + "-online", brand.name() + " 官方旗舰店", brand.key(), "online", "", "", List.of(), 1));
            stores.add(new StoreUnit(
                    brand.key() + "-cloud",
                    brand.name() + " 云店",
                    brand.key(),
                    "cloud",
                    "",
                    "",
                    List.of(brand.key() + "-cloud-g1", brand.key() + "-cloud-g2"),
                    1));
        }
        shopsByBrand = stores.stream()
                .filter(store -> !store.kind().equals("online") && !store.kind().equals("cloud"))
                .collect(Collectors.groupingBy(StoreUnit::brand));
    }

    private static StoreUnit shop(BrandPlan brand, int number, Chance chance) {
        String key = String.format("%s-%03d", brand.key(), number);
        int guides = chance.happens(WITHOUT_GUIDES) ? 0 : 1 + chance.below(4);
        // How willing the store is: it multiplies the execution rate of guide tasks.
        double willing = 0.5 + 0.6 * chance.below(100) / 100;
        return new StoreUnit(
                key,
                brand.name() + " " + number + " 店",
                brand.key(),
                chance.happens(FRANCHISE) ? "franchise" : "direct",
                "",
                brand.key() + "-" + chance.pick(REGIONS),
                guides(key, guides),
                willing);
    }

    private static List<String> guides(String store, int count) {
        List<String> guides = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            guides.add(store + "-g" + i);
        }
        return guides;
    }

    /** The stores in which people shop, of one brand. */
    List<StoreUnit> shops(String brand) {
        return shopsByBrand.get(brand);
    }

    /** The partner through whose link somebody buys. */
    static String partner(Chance chance) {
        return chance.pick(PARTNERS).key();
    }

    /** Gives every unit to {@code files}, in an order in which each names only those before it. */
    void writeTo(RetailerFiles files) {
        for (BrandPlan brand : BrandPlan.ALL) {
            files.brand(brand);
            REGIONS.forEach(region -> files.region(brand.key() + "-" + region, brand.key()));
        }
        files.region("cumulus-overseas", "cumulus");
        stores.forEach(files::store);
        for (StoreUnit store : stores) {
            for (int i = 0; i < store.guides().size(); i++) {
                boolean moves = i == 3;
                StoreUnit next = moves ? shops(store.brand()).get(0) : store;
                files.guide(store.guides().get(i), store, next, MOVE);
            }
        }
        PARTNERS.forEach(files::partner);
    }

    /**
     * A store.
     *
     * @param willing factor of the execution rate of its guides
     */
    record StoreUnit(
            String key,
            String name,
            String brand,
            String kind,
            String zone,
            String region,
            List<String> guides,
            double willing) {}

    /** A partner. Its key is how orders have always named it, and says nothing of its kind. */
    record Partner(String key, String name, String kind) {}
}
