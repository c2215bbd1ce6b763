package dev.touchline.cli.retailer;

import java.util.List;

/** The brands of the generated group, with what their goods cost. Prices are whole yuan in fen. */
record BrandPlan(
        String key, String name, String zone, int cutOffHour, double share, List<String> categories, int[] prices) {
    static final List<BrandPlan> ALL = List.of(
            new BrandPlan(
                    "aurora",
                    "Aurora 极光女装",
                    "Asia/Shanghai",
                    0,
                    0.45,
                    List.of("dress", "coat", "knitwear", "trousers"),
                    new int[] {9_900, 15_900, 19_900, 29_900, 39_900, 49_900, 69_900, 99_900}),
            new BrandPlan(
                    "boreal",
                    "Boreal 北境户外",
                    "Asia/Shanghai",
                    3,
                    0.35,
                    List.of("jacket", "boots", "fleece", "backpack"),
                    new int[] {7_900, 12_900, 25_900, 35_900, 59_900, 79_900, 99_900, 159_900}),
            new BrandPlan(
                    "cumulus",
                    "Cumulus 云朵童装",
                    "Asia/Shanghai",
                    0,
                    0.20,
                    List.of("romper", "school", "shoes", "toys"),
                    new int[] {4_900, 6_900, 9_900, 12_900, 15_900, 19_900, 25_900, 35_900}));

    static BrandPlan of(String key) {
        return ALL.stream().filter(brand -> brand.key.equals(key)).findFirst().orElseThrow();
    }

    double meanPrice() {
        long sum = 0;
        for (int price : prices) {
            sum += price;
        }
        return (double) sum / prices.length;
    }
}
