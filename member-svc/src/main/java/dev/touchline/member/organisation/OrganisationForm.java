package dev.touchline.member.organisation;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.Partner;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.member.v1.Placement;
import dev.touchline.member.v1.Region;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reads units of the organisation, and refuses what is outside the contract. Units may come before what they refer to. */
final class OrganisationForm {

    private static final int MAX_KEY = 64;
    private static final int MAX_NAME = 200;
    private static final int MAX_PLACEMENTS = 200;
    private static final int LAST_HOUR = 23;

    private OrganisationForm() {}

    static Brand brand(Brand input) {
        unit(input.getKey(), input.getName());
        zone("time_zone", input.getTimeZone());
        Check.range("cut_off_hour", input.getCutOffHour(), 0, LAST_HOUR);
        return input;
    }

    static Region region(Region input) {
        unit(input.getKey(), input.getName());
        key("brand", input.getBrand(), 1);
        key("parent", input.getParent(), 0);
        if (input.getParent().equals(input.getKey())) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "parent", input.getParent(), "another region");
        }
        return input;
    }

    static Store store(Store input) {
        unit(input.getKey(), input.getName());
        key("brand", input.getBrand(), 1);
        kind(input.getKind() != StoreKind.UNRECOGNIZED);
        if (!input.getTimeZone().isEmpty()) {
            zone("time_zone", input.getTimeZone());
        }
        if (input.hasCutOffHour()) {
            Check.range("cut_off_hour", input.getCutOffHour(), 0, LAST_HOUR);
        }
        return input.toBuilder()
                .clearRegions()
                .addAllRegions(placements("regions", input.getRegionsList()))
                .build();
    }

    static Guide guide(Guide input) {
        unit(input.getKey(), input.getName());
        return input.toBuilder()
                .clearStores()
                .addAllStores(placements("stores", input.getStoresList()))
                .build();
    }

    static Partner partner(Partner input) {
        unit(input.getKey(), input.getName());
        kind(input.getKind() != PartnerKind.UNRECOGNIZED);
        return input;
    }

    /** Placements with periods to the microsecond: each after the one before, none beginning before it has ended. */
    private static List<Placement> placements(String field, List<Placement> inputs) {
        if (inputs.size() > MAX_PLACEMENTS) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    field,
                    inputs.size() + " items",
                    "0.." + MAX_PLACEMENTS + " items");
        }
        List<Placement> placements = new ArrayList<>();
        Instant free = Instant.MIN;
        for (Placement input : inputs) {
            key(field + ".key", input.getKey(), 1);
            Period period = input.getPeriod();
            Instant start = instant(field + ".period.start", period.hasStart(), period.getStart(), Instant.MIN);
            Instant end = instant(field + ".period.end", period.hasEnd(), period.getEnd(), Instant.MAX);
            if (!end.isAfter(start)) {
                throw Rejection.field(
                        ErrorReason.ERROR_REASON_PERIOD_EMPTY, field + ".period.end", end, "after " + start);
            }
            if (start.isBefore(free) || (!placements.isEmpty() && free.equals(Instant.MAX))) {
                throw Rejection.field(
                        ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                        field + ".period.start",
                        shown(start, "always"),
                        "not before the end of the placement before it: " + shown(free, "still"));
            }
            free = end;
            placements.add(placement(input.getKey(), start, end));
        }
        return placements;
    }

    private static Placement placement(String key, Instant start, Instant end) {
        Period.Builder period = Period.newBuilder();
        if (!start.equals(Instant.MIN)) {
            period.setStart(ProtoTime.timestamp(start));
        }
        if (!end.equals(Instant.MAX)) {
            period.setEnd(ProtoTime.timestamp(end));
        }
        return Placement.newBuilder().setKey(key).setPeriod(period).build();
    }

    private static Instant instant(String field, boolean present, Timestamp value, Instant open) {
        return present ? Check.instant(field, true, value).truncatedTo(ChronoUnit.MICROS) : open;
    }

    private static String shown(Instant instant, String open) {
        return instant.equals(Instant.MIN) || instant.equals(Instant.MAX) ? open : instant.toString();
    }

    private static void unit(String key, String name) {
        key("key", key, 1);
        Check.text("name", name, 0, MAX_NAME);
    }

    private static void kind(boolean known) {
        if (!known) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED, "kind", "an unknown value", "a value of the contract");
        }
    }

    private static void key(String field, String value, int min) {
        Check.text(field, value, min, MAX_KEY);
    }

    private static void zone(String field, String zone) {
        if (zone.isEmpty()) {
            throw Rejection.required(field);
        }
        try {
            if (!zone.equals("UTC")
                    && !ZoneId.getAvailableZoneIds().contains(ZoneId.of(zone).getId())) {
                throw malformed(field, zone);
            }
        } catch (DateTimeException notAZone) {
            throw malformed(field, zone);
        }
    }

    private static Rejection malformed(String field, String zone) {
        return Rejection.field(
                ErrorReason.ERROR_REASON_FIELD_MALFORMED, field, zone, "an IANA zone, e.g. Asia/Shanghai");
    }
}
