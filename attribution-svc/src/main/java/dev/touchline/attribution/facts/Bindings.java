package dev.touchline.attribution.facts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.fold.Binding;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.Recruitment;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who added and who works members: each member's own recruitments and bindings, which stay with it whoever it is merged with. */
@ApplicationScoped
public class Bindings {

    /** Who added and who works the member of a unit. */
    public record Worked(
            long unit, List<Binding> bindings, List<dev.touchline.attribution.fold.Recruitment> recruitments) {}

    private static final String SEPARATOR = "\u001f";

    private static final String OF_MEMBERS =
            """
            SELECT unit, body FROM binding JOIN unnest($1::smallint[], $2::bigint[]) AS told (shard, unit) USING (shard, unit)
            """;

    private static final String UPSERT =
            """
            INSERT INTO binding (shard, unit, cloud_guides, body)
            SELECT shard, unit, string_to_array(cloud_guides, chr(31)), body
            FROM unnest($1::smallint[], $2::bigint[], $3::text[], $4::bytea[]) AS told (shard, unit, cloud_guides, body)
            ON CONFLICT (shard, unit) DO UPDATE SET cloud_guides = excluded.cloud_guides, body = excluded.body
            """;

    private static final String OF_UNITS = "SELECT unit, body FROM binding WHERE shard = $1 AND unit = ANY($2)";

    /** Those of the told members whose bindings are not what is stored. Their members are locked by the caller. */
    Uni<List<Member>> changed(SqlClient client, Collection<Member> told) {
        Units units = Units.of(told.stream().map(Member::getMemberId).toList());
        return client.preparedQuery(OF_MEMBERS).execute(units.tuple()).map(rows -> {
            Map<Long, byte[]> stored = new HashMap<>();
            rows.forEach(row -> stored.put(row.getLong(0), row.getBuffer(1).getBytes()));
            return told.stream()
                    .filter(member -> !Arrays.equals(
                            body(member).toByteArray(), stored.getOrDefault(member.getMemberId(), new byte[0])))
                    .toList();
        });
    }

    Uni<Void> upsert(SqlConnection tx, List<Member> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(UPSERT)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(changed, Member::getMemberId))
                        .addArrayOfLong(Rows.numbers(changed, Member::getMemberId))
                        .addArrayOfString(Rows.texts(changed, Bindings::cloudGuides))
                        .addValue(changed.stream()
                                .map(member -> Buffer.buffer(body(member).toByteArray()))
                                .toArray(Buffer[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query("DELETE FROM binding").execute().replaceWithVoid();
    }

    /** Who added and who works the members of units of one shard. */
    public Uni<List<Worked>> of(SqlClient client, short shard, Units units) {
        return client.preparedQuery(OF_UNITS)
                .execute(Tuple.tuple().addShort(shard).addArrayOfLong(units.ids()))
                .map(rows -> {
                    List<Worked> members = new ArrayList<>(rows.size());
                    rows.forEach(row -> members.add(worked(row)));
                    return members;
                });
    }

    /** What is stored of a member: bindings, and recruitments to a brand that name a store or guide. */
    private static Member body(Member member) {
        Member.Builder body = Member.newBuilder().addAllBindings(member.getBindingsList());
        for (Recruitment each : member.getRecruitmentsList()) {
            if (!each.getBrand().isEmpty() && !(each.getStore() + each.getGuide()).isEmpty()) {
                body.addRecruitments(Recruitment.newBuilder()
                        .setBrand(each.getBrand())
                        .setRecruitedAt(each.getRecruitedAt())
                        .setStore(each.getStore())
                        .setGuide(each.getGuide()));
            }
        }
        return body.build();
    }

    /** The cloud guides of a member's bindings, separated by U+001F. */
    private static String cloudGuides(Member member) {
        return member.getBindingsList().stream()
                .map(dev.touchline.member.v1.Binding::getCloudGuide)
                .filter(guide -> !guide.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(SEPARATOR));
    }

    private static Worked worked(Row row) {
        try {
            Member body = Member.parseFrom(row.getBuffer(1).getBytes());
            return new Worked(row.getLong(0), FactMessages.bindings(body), FactMessages.recruitments(body));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("Stored bindings cannot be read", broken);
        }
    }
}
