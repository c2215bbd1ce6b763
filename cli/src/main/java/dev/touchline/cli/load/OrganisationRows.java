package dev.touchline.cli.load;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Row;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.Partner;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.member.v1.Placement;
import dev.touchline.member.v1.Region;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.type.v1.Period;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Puts units of the organisation together: each becomes a request of its own with one unit, which the sender joins. Stores
 * and guides may take several rows that follow each other, one for each region or store they belonged to. If one of its rows is
 * bad, or if a row beside it that nobody can assign may be one of its rows, the whole unit is left out, because a placement
 * would be missing.
 */
final class OrganisationRows implements Assembler<UpsertOrganisationRequest> {
    private static final int MAX_HOUR = 23;
    private static final List<String> KINDS = List.of("brand", "region", "store", "guide", "partner");

    private final BiConsumer<Long, String> leftOut;
    private UpsertOrganisationRequest.Builder current;
    private String unit = "";
    private long firstLine;
    // Whether a row was lost since the last one that was assigned, and whether one was that may belong to the unit.
    private boolean lost;
    private boolean doubtful;

    /** Tells of units, by their first line, that are left out because of a row that may or may not be theirs. */
    OrganisationRows(BiConsumer<Long, String> leftOut) {
        this.leftOut = leftOut;
    }

    @Override
    public void add(Row row, BiConsumer<Long, UpsertOrganisationRequest> complete) throws BadCell {
        String rowUnit;
        try {
            rowUnit = kind(row) + " " + row.required("key");
        } catch (BadCell unassignable) {
            lost();
            throw unassignable;
        }
        boolean begins = !rowUnit.equals(unit);
        if (begins) {
            finish(complete);
            unit = rowUnit;
            firstLine = row.line();
            doubtful = lost;
        }
        lost = false;
        UpsertOrganisationRequest.Builder whole = current;
        if (!begins && whole == null) {
            return;
        }
        // Until the row is read to its end: a bad row spoils its unit, and is the one that is reported.
        current = null;
        row.meant();
        if (begins) {
            whole = start(row);
        }
        if (!row.text("placement").isEmpty()) {
            place(whole, placement(row));
        }
        current = whole;
    }

    @Override
    public void lost() {
        lost = true;
        doubtful = true;
    }

    @Override
    public void finish(BiConsumer<Long, UpsertOrganisationRequest> complete) {
        if (current != null && doubtful && hasPlacements(current)) {
            leftOut.accept(firstLine, unit + ": left out: a row beside it cannot be read and may be one of its rows");
        } else if (current != null) {
            complete.accept(firstLine, current.build());
        }
        current = null;
        unit = "";
        doubtful = false;
    }

    private static String kind(Row row) throws BadCell {
        String kind = row.required("kind");
        if (!KINDS.contains(kind)) {
            throw row.bad("kind", kind, "brand, region, store, guide or partner");
        }
        return kind;
    }

    private static UpsertOrganisationRequest.Builder start(Row row) throws BadCell {
        UpsertOrganisationRequest.Builder request = UpsertOrganisationRequest.newBuilder();
        return switch (row.text("kind")) {
            case "brand" -> request.addBrands(brand(row));
            case "region" ->
                request.addRegions(Region.newBuilder()
                        .setKey(row.required("key"))
                        .setName(row.text("name"))
                        .setBrand(row.required("brand"))
                        .setParent(row.text("parent")));
            case "store" -> request.addStores(store(row));
            case "guide" ->
                request.addGuides(Guide.newBuilder()
                        .setKey(row.required("key"))
                        .setName(row.text("name"))
                        .setCloud(row.flag("cloud")));
            default -> request.addPartners(partner(row));
        };
    }

    private static Brand brand(Row row) throws BadCell {
        return Brand.newBuilder()
                .setKey(row.required("key"))
                .setName(row.text("name"))
                .setTimeZone(row.required("time_zone"))
                .setCutOffHour((int) row.number("cut_off_hour", 0, 0, MAX_HOUR))
                .build();
    }

    private static Store store(Row row) throws BadCell {
        Store.Builder store = Store.newBuilder()
                .setKey(row.required("key"))
                .setName(row.text("name"))
                .setBrand(row.required("brand"))
                .setTimeZone(row.text("time_zone"))
                .setKind(row.choice("store_kind", StoreKind.class, "STORE_KIND_", StoreKind.STORE_KIND_UNSPECIFIED));
        if (!row.text("cut_off_hour").isEmpty()) {
            store.setCutOffHour((int) row.number("cut_off_hour", 0, 0, MAX_HOUR));
        }
        return store.build();
    }

    private static Partner partner(Row row) throws BadCell {
        return Partner.newBuilder()
                .setKey(row.required("key"))
                .setName(row.text("name"))
                .setKind(row.choice(
                        "partner_kind", PartnerKind.class, "PARTNER_KIND_", PartnerKind.PARTNER_KIND_UNSPECIFIED))
                .build();
    }

    private static Placement placement(Row row) throws BadCell {
        Period.Builder period = Period.newBuilder();
        Timestamp start = row.time("placement_start");
        if (start != null) {
            period.setStart(start);
        }
        Timestamp end = row.time("placement_end");
        if (end != null) {
            period.setEnd(end);
        }
        return Placement.newBuilder()
                .setKey(row.required("placement"))
                .setPeriod(period)
                .build();
    }

    private static void place(UpsertOrganisationRequest.Builder unit, Placement placement) {
        if (unit.getStoresCount() > 0) {
            unit.getStoresBuilder(0).addRegions(placement);
        } else if (unit.getGuidesCount() > 0) {
            unit.getGuidesBuilder(0).addStores(placement);
        }
    }

    /** Whether it is of a kind that may take several rows. */
    private static boolean hasPlacements(UpsertOrganisationRequest.Builder unit) {
        return unit.getStoresCount() + unit.getGuidesCount() > 0;
    }
}
