package dev.touchline.report.person;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who became a member of a brand and when, and when each brand's business day begins. */
@ApplicationScoped
public class Recruits {

    private static final String LEARN =
            """
            INSERT INTO recruit (member_id, brand, version, recruited_at)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::timestamptz[]) AS told (member_id, brand)
            ORDER BY member_id, brand
            ON CONFLICT (member_id, brand) DO UPDATE SET version = excluded.version, recruited_at = excluded.recruited_at
            WHERE recruit.version < excluded.version
            """;

    private static final String LEARN_BRANDS =
            """
            INSERT INTO brand (key, version, zone, cut_off)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[]) AS told (key) ORDER BY key
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, zone = excluded.zone, cut_off = excluded.cut_off
            WHERE brand.version < excluded.version
            """;

    private record Recruited(long memberId, String brand, long version, Instant at) {}

    private record BusinessDay(String brand, long version, String zone, int cutOff) {}

    /** Learns from events of member-svc, in the order of their versions. */
    Uni<Void> learn(SqlConnection tx, List<MemberEvent> events) {
        Map<String, Recruited> recruits = new LinkedHashMap<>();
        Map<String, BusinessDay> days = new LinkedHashMap<>();
        for (MemberEvent event : events) {
            recruited(event).forEach(each -> recruits.put(each.memberId() + "/" + each.brand(), each));
            if (event.hasBrand()) {
                days.put(event.getBrand().getKey(), businessDay(event));
            }
        }
        return learnRecruits(tx, List.copyOf(recruits.values()))
                .chain(() -> learnBrands(tx, List.copyOf(days.values())));
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query("DELETE FROM recruit")
                .execute()
                .chain(() -> tx.query("DELETE FROM brand").execute())
                .replaceWithVoid();
    }

    private static BusinessDay businessDay(MemberEvent event) {
        Brand brand = event.getBrand();
        return new BusinessDay(brand.getKey(), event.getVersion(), brand.getTimeZone(), brand.getCutOffHour());
    }

    private static Stream<Recruited> recruited(MemberEvent event) {
        Member member = event.getMember();
        return member.getRecruitmentsList().stream()
                .map(each -> new Recruited(
                        member.getMemberId(),
                        each.getBrand(),
                        event.getVersion(),
                        ProtoTime.instant(each.getRecruitedAt())));
    }

    private static Uni<Void> learnRecruits(SqlConnection tx, List<Recruited> told) {
        Tuple parameters = new Columns<>(told)
                .bigint(Recruited::memberId)
                .text(Recruited::brand)
                .bigint(Recruited::version)
                .timestamptz(Recruited::at)
                .parameters();
        return told.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(LEARN).execute(parameters).replaceWithVoid();
    }

    private static Uni<Void> learnBrands(SqlConnection tx, List<BusinessDay> told) {
        Tuple parameters = new Columns<>(told)
                .text(BusinessDay::brand)
                .bigint(BusinessDay::version)
                .text(BusinessDay::zone)
                .bigint(BusinessDay::cutOff)
                .parameters();
        return told.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(LEARN_BRANDS).execute(parameters).replaceWithVoid();
    }
}
