package dev.touchline.cli.load;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Row;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.Placement;
import dev.touchline.member.v1.Region;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.type.v1.Period;
import java.util.function.BiConsumer;

/**
 * Puts units of the organisation together: each becomes a request of its own with one unit, which the sender joins. Stores
 * and guides may take several rows that follow each other, one for each region or store they belonged to.
 */
final class OrganisationRows implements Assembler<UpsertOrganisationRequest> {
    private static final int MAX_HOUR = 23;

    private UpsertOrganisationRequest.Builder current;
    private String unit = "";
    private long firstLine;

    @Override
    public void add(Row row, BiConsumer<Long, UpsertOrganisationRequest> complete) throws BadCell {
        String rowUnit = row.required("kind") + "/" + row.required("key");
        if (!rowUnit.equals(unit)) {
            finish(complete);
            unit = rowUnit;
            firstLine = row.line();
            current = start(row);
        }
        if (current != null && !row.text("placement").isEmpty()) {
            UpsertOrganisationRequest.Builder whole = current;
            // Until the row is read to its end: a unit with a bad row is left out as a whole.
            current = null;
            place(whole, placement(row));
            current = whole;
        }
    }

    @Override
    public void finish(BiConsumer<Long, UpsertOrganisationRequest> complete) {
        if (current != null) {
            complete.accept(firstLine, current.build());
        }
        current = null;
        unit = "";
    }

    private UpsertOrganisationRequest.Builder start(Row row) throws BadCell {
        UpsertOrganisationRequest.Builder request = UpsertOrganisationRequest.newBuilder();
        String kind = row.required("kind");
        return switch (kind) {
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
            default -> throw row.bad("kind", kind, "brand, region, store or guide");
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
}
