package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Basket.BasketLine;
import dev.touchline.cli.retailer.Organisation.Partner;
import dev.touchline.cli.retailer.Organisation.StoreUnit;
import dev.touchline.cli.retailer.Person.Ids;
import dev.touchline.cli.retailer.Person.Knowledge;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The files of the generated retailer, in the form that the mapping "canonical" reads. */
public final class RetailerFiles implements AutoCloseable {
    private static final Duration PROTECTION = Duration.ofDays(180);
    private static final int PPM = 1_000_000;

    private final Map<Sheet, CsvSheet> sheets = new EnumMap<>(Sheet.class);

    /** New files in {@code folder}; those that are there are replaced. */
    public RetailerFiles(Path folder) {
        for (Sheet sheet : Sheet.values()) {
            sheets.put(sheet, new CsvSheet(folder.resolve(sheet.file()), sheet.columns()));
        }
    }

    void brand(BrandPlan brand) {
        write(
                Sheet.ORGANISATION,
                "brand",
                brand.key(),
                brand.name(),
                "",
                brand.zone(),
                brand.cutOffHour(),
                "",
                "",
                "",
                "",
                "",
                "",
                "");
    }

    void region(String key, String brand) {
        write(Sheet.ORGANISATION, "region", key, key, brand, "", "", "", "", "", "", "", "", "");
    }

    void store(StoreUnit store) {
        write(
                Sheet.ORGANISATION,
                "store",
                store.key(),
                store.name(),
                store.brand(),
                store.zone(),
                "",
                "",
                store.kind(),
                "",
                store.region(),
                "",
                "",
                "");
    }

    /** A guide of {@code store}, who works for {@code next} from {@code move} on if that is another one. */
    void guide(String key, StoreUnit store, StoreUnit next, Instant move) {
        boolean cloud = store.kind().equals("cloud");
        boolean moves = !next.equals(store);
        write(Sheet.ORGANISATION, "guide", key, key, "", "", "", "", "", cloud, store.key(), "", moves ? move : "", "");
        if (moves) {
            write(Sheet.ORGANISATION, "guide", key, key, "", "", "", "", "", cloud, next.key(), move, "", "");
        }
    }

    void partner(Partner partner) {
        write(
                Sheet.ORGANISATION,
                "partner",
                partner.key(),
                partner.name(),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                partner.kind());
    }

    void campaign(CampaignPlan plan) {
        write(
                Sheet.CAMPAIGNS,
                plan.key(),
                plan.name(),
                plan.brand(),
                plan.start(),
                plan.end(),
                String.join(";", plan.channels()),
                Math.round(plan.control() * PPM),
                plan.purpose(),
                100);
    }

    void member(Person person) {
        Ids ids = person.ids();
        switch (person.knowledge()) {
            case COMPLETE -> member(Sheet.MEMBERS, person, ids);
            case MARKETPLACE_LATER -> {
                member(Sheet.MEMBERS, person, new Ids(ids.code(), ids.phone(), ids.unionId(), ids.card(), ""));
                member(Sheet.MEMBERS_LATER, person, ids);
            }
            case MERGED_LATER -> {
                member(Sheet.MEMBERS, person, new Ids(ids.code(), ids.phone(), ids.unionId(), "", ids.marketplaceId()));
                member(Sheet.MEMBERS, person, new Ids("", "", "", ids.card(), ""));
                member(Sheet.MEMBERS_LATER, person, ids);
            }
            case UNKNOWN_AT_FIRST -> member(Sheet.MEMBERS_LATER, person, ids);
        }
    }

    private void member(Sheet sheet, Person person, Ids ids) {
        boolean offline = person.knowledge() != Knowledge.UNKNOWN_AT_FIRST;
        boolean bound = !person.guide().isEmpty();
        write(
                sheet,
                ids.code(),
                ids.phone(),
                ids.unionId(),
                ids.card(),
                ids.marketplaceId(),
                person.brands().get(0),
                person.recruited(),
                offline ? "offline" : "online",
                offline ? person.home().key() : "",
                offline ? person.guide() : "",
                bound ? person.home().brand() : "",
                bound ? person.home().key() : "",
                person.guide(),
                bound ? person.recruited() : "",
                bound ? person.recruited().plus(PROTECTION) : "",
                person.active() ? "gold" : "silver",
                person.index() % 997);
    }

    void arm(Ids ids, TouchStory.ArmRow arm) {
        write(
                Sheet.ARMS,
                ids.code(),
                ids.phone(),
                ids.unionId(),
                ids.card(),
                ids.marketplaceId(),
                arm.campaign(),
                arm.treated() ? "treated" : "control");
    }

    /** A report of a touch: with all its stages, or its assignment only; arriving with the others or after the orders. */
    void touch(TouchReport t, boolean complete, boolean late) {
        Ids ids = t.ids;
        write(
                late ? Sheet.TOUCHES_LATER : Sheet.TOUCHES,
                ids.code(),
                ids.phone(),
                ids.unionId(),
                ids.card(),
                ids.marketplaceId(),
                "touch-hub",
                t.number,
                t.campaign,
                t.channel,
                t.guide,
                t.store,
                t.assigned,
                complete ? t.executed : null,
                complete ? t.delivered : null,
                complete ? t.responded : null,
                complete ? t.failed : null,
                complete ? t.failureReason : "",
                complete ? t.cancelled : null,
                t.coupon,
                complete ? t.redeemedSource : "",
                complete ? t.redeemedNumber : "");
    }

    void sale(Sale sale) {
        for (BasketLine line : sale.lines) {
            Ids ids = sale.ids;
            write(
                    Sheet.ORDERS,
                    ids.code(),
                    ids.phone(),
                    ids.unionId(),
                    ids.card(),
                    ids.marketplaceId(),
                    sale.source,
                    sale.type,
                    sale.number,
                    sale.occurred,
                    "CNY",
                    sale.channel,
                    sale.store,
                    sale.buyer,
                    sale.salesGuide,
                    sale.linkGuide,
                    sale.partner,
                    sale.refundOf.isEmpty() ? "" : sale.source,
                    sale.refundOf,
                    yuan(sale.total()),
                    sale.kind,
                    String.join(";", sale.coupons),
                    sale.deposit,
                    sale.exchangeSource,
                    sale.exchangeOf,
                    line.number(),
                    line.brand(),
                    line.sku(),
                    line.category(),
                    line.goodsClass(),
                    line.quantity(),
                    yuan(line.paid()),
                    yuan(line.cost()));
        }
    }

    void truth(List<Truth.Row> rows) {
        for (Truth.Row row : rows) {
            write(
                    Sheet.TRUTH,
                    row.campaign(),
                    row.treated(),
                    row.control(),
                    row.reached(),
                    yuan(row.expectedFenPerTreated()),
                    yuan(row.expectedFen()),
                    row.causedOrders(),
                    yuan(row.causedFen()));
        }
    }

    private static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    private void write(Sheet sheet, Object... cells) {
        sheets.get(sheet).row(cells);
    }

    /** Rows written to a file so far, by its name. */
    public Map<String, Long> rows() {
        Map<String, Long> rows = new java.util.LinkedHashMap<>();
        sheets.forEach((sheet, file) -> rows.put(sheet.file(), file.rows()));
        return rows;
    }

    @Override
    public void close() {
        sheets.values().forEach(CsvSheet::close);
    }
}
