package dev.touchline.kit.time;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Instants as they travel, as Java knows them, and as PostgreSQL stores them (microseconds, UTC). */
public final class ProtoTime {

    private ProtoTime() {}

    public static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    public static Timestamp timestamp(OffsetDateTime stored) {
        return timestamp(stored.toInstant());
    }

    /** From a column of type timestamptz; null stays null. */
    public static Instant instant(OffsetDateTime stored) {
        return stored == null ? null : stored.toInstant();
    }

    /** As a parameter of type timestamptz. */
    public static OffsetDateTime stored(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
