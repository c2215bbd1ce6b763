package dev.touchline.member.organisation;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.v1.Placement;
import dev.touchline.type.v1.Period;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** Belonging to a region or a store for a time, as it is stored beside the unit that belongs. */
@Embeddable
class PlacementPart {

    @Column(columnDefinition = "text", nullable = false)
    String target;

    @Column(name = "start_at", columnDefinition = "timestamptz")
    OffsetDateTime start;

    @Column(name = "end_at", columnDefinition = "timestamptz")
    OffsetDateTime end;

    static PlacementPart from(Placement placement) {
        PlacementPart part = new PlacementPart();
        Period period = placement.getPeriod();
        part.target = placement.getKey();
        part.start = period.hasStart() ? ProtoTime.stored(ProtoTime.instant(period.getStart())) : null;
        part.end = period.hasEnd() ? ProtoTime.stored(ProtoTime.instant(period.getEnd())) : null;
        return part;
    }

    Placement toMessage() {
        Period.Builder period = Period.newBuilder();
        if (start != null) {
            period.setStart(ProtoTime.timestamp(start));
        }
        if (end != null) {
            period.setEnd(ProtoTime.timestamp(end));
        }
        return Placement.newBuilder().setKey(target).setPeriod(period).build();
    }

    /** Replaces stored placements where they differ, so that an unchanged list is not written again. */
    static void replace(List<PlacementPart> stored, List<Placement> placements) {
        List<PlacementPart> parts = placements.stream().map(PlacementPart::from).toList();
        if (!stored.equals(parts)) {
            stored.clear();
            stored.addAll(parts);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlacementPart part
                && target.equals(part.target)
                && Objects.equals(ProtoTime.instant(start), ProtoTime.instant(part.start))
                && Objects.equals(ProtoTime.instant(end), ProtoTime.instant(part.end));
    }

    @Override
    public int hashCode() {
        return Objects.hash(target, ProtoTime.instant(start), ProtoTime.instant(end));
    }
}
