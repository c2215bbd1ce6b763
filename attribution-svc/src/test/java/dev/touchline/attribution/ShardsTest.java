package dev.touchline.attribution;

import static dev.touchline.attribution.testing.Told.binding;
import static dev.touchline.attribution.testing.Told.bound;
import static dev.touchline.attribution.testing.Told.brand;
import static dev.touchline.attribution.testing.Told.campaign;
import static dev.touchline.attribution.testing.Told.control;
import static dev.touchline.attribution.testing.Told.guide;
import static dev.touchline.attribution.testing.Told.member;
import static dev.touchline.attribution.testing.Told.online;
import static dev.touchline.attribution.testing.Told.sale;
import static dev.touchline.attribution.testing.Told.sms;
import static dev.touchline.attribution.testing.Told.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.testing.Told;
import dev.touchline.attribution.testing.ToldArms;
import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.AttributionService;
import dev.touchline.attribution.v1.ExplainOrderRequest;
import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.IncrementalityService;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PolicyService;
import dev.touchline.attribution.v1.PreviewPolicyRequest;
import dev.touchline.kit.shard.Shard;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.v1.UnitOfAssignment;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * One database can become many: every large table goes by its shard, first in every key, and every statement that the service
 * executes names the shards it wants, those apart that are listed here with the reason. The statements are those that
 * PostgreSQL saw, so that a new one cannot be forgotten.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ShardsTest {

    private static final Path SCRIPT = Path.of("src/main/citus/distribute.sql");

    private static final Pattern NAMES_ITS_SHARD = Pattern.compile(
            "shard = |USING \\(shard|INSERT INTO \\w+ \\(shard,|ON CONFLICT \\(shard", Pattern.CASE_INSENSITIVE);

    /** Statements that may ask all shards, by what is peculiar to them. */
    private static final List<String> ACROSS_SHARDS = List.of(
            "canonical = ANY", // a person of several members: the component may span shards
            "FROM member JOIN (SELECT", // the same, to lock it; its rows are named with their shards
            "FROM waiting LIMIT", // how many wait, for operators and for who asks what campaigns caused
            "SELECT count(DISTINCT sale)", // somebody asks whom a policy would concern
            "FROM generate_series", // which shards have work; names each
            "FROM sale_home WHERE number", // somebody asks why, by the order's number
            "SELECT unit FROM binding WHERE cloud_guides", // a cloud guide changed store: whom they operate
            "FROM touch WHERE campaign = $1 AND (unit, touch) >", // which stores a campaign touched
            "SELECT DISTINCT unit FROM touch", // a campaign changed: whom it concerns
            "SELECT DISTINCT unit FROM sale"); // a brand's or store's day changed: whom it concerns

    @Inject
    Pool pool;

    @Inject
    Attribution attribution;

    @GrpcClient("attribution-svc")
    AttributionService service;

    @GrpcClient("attribution-svc")
    PolicyService policies;

    @GrpcClient("attribution-svc")
    IncrementalityService incrementality;

    @Test
    void shard_inSql_isThatOfJava() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            long unit = i < 100 ? i - 50 : random.nextLong();
            short shard = pool.preparedQuery("SELECT shard_of($1)")
                    .execute(Tuple.of(unit))
                    .await()
                    .indefinitely()
                    .iterator()
                    .next()
                    .getShort(0);
            assertThat(shard).as("unit %s", unit).isEqualTo(Shard.of(unit));
        }
    }

    @Test
    void tables_areDistributedByShardOrCopiedEverywhereOrTheCoordinatorsOwn() throws IOException {
        String script = Files.readString(SCRIPT);

        assertThat(matches(script, "create_distributed_table\\('(\\w+)', 'shard'"))
                .containsExactlyInAnyOrderElementsOf(tablesWithShard());
        assertThat(matches(script, "create_reference_table\\('(\\w+)'\\)"))
                .containsExactlyInAnyOrderElementsOf(
                        strings(
                                """
                        SELECT relname::text FROM pg_class AS large WHERE relkind IN ('r', 'p')
                          AND relnamespace = 'public'::regnamespace AND relname !~ '^(feed|flyway|fact_change|fact_columns)_?'
                          AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = large.oid AND attname = 'shard')
                        """));
    }

    @Test
    void keys_ofLargeTables_beginWithTheShard() {
        assertThat(
                        strings(
                                """
                        SELECT indexrelid::regclass::text
                        FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attname = 'shard'
                        WHERE indisunique AND indkey[0] <> attnum
                        """))
                .isEmpty();
        assertThat(
                        strings(
                                """
                        SELECT conname::text FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attname = 'shard'
                        WHERE contype = 'f' AND NOT attnum = ANY (conkey)
                        """))
                .isEmpty();
        assertThat(tablesWithShard()).hasSizeGreaterThan(8);
    }

    @Test
    void statements_thatTheServiceExecutes_nameTheirShards() {
        assumeTrue(
                strings("SELECT name::text FROM pg_settings WHERE name = 'shared_preload_libraries'"
                                        + " AND setting LIKE '%pg_stat_statements%'")
                                .size()
                        == 1,
                "this PostgreSQL does not tell which statements it executed");
        attribution.empty();
        attribution.run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        attribution.run("SELECT pg_stat_statements_reset()");

        live();

        List<String> tables = new ArrayList<>(tablesWithShard());
        tables.add("waiting");
        List<String> across = new ArrayList<>();
        List<String> asked = strings("SELECT query FROM pg_stat_statements WHERE dbid ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database()) AND query NOT LIKE '%pg_%'");
        for (String statement : asked) {
            for (String part : statement.replaceAll("\\s+", " ").split("(?i) UNION ")) {
                if (asksForAny(tables, part)
                        && !NAMES_ITS_SHARD.matcher(part).find()
                        && ACROSS_SHARDS.stream().noneMatch(part::contains)) {
                    across.add(part);
                }
            }
        }
        assertThat(across).isEmpty();
        assertThat(asked)
                .anyMatch(statement -> statement.contains("INSERT INTO credit"))
                .hasSizeGreaterThan(25);
    }

    /** A little of everything: people who turn out to be one, touches and sales that change hands, refunds, new days. */
    private void live() {
        attribution.tell(brand("b", "Asia/Shanghai", 1), store("s", "b", "", 4, 1), guide("g", "s", 1));
        attribution.tell(bound(3, 3, 1, binding("s", "g", 1).setCloudGuide("g")));
        attribution.tell(
                member(1, 1, 1), member(2, 2, 1), campaign("c", 600, 1), campaign("d", 600, 1), control("d", 2));
        attribution.tell(sms(1, "c", 1, 1), sms(2, "c", 2, 2), sms(3, "d", 2, 3));
        attribution.tell(sale(10, 1, 1, 20, 10_000), sale(11, 1, 0, 21, 5_000), sale(12, 1, 2, 22, 7_000));
        attribution.fold();
        attribution.tell(member(2, 1, 2));
        attribution.tell(sms(3, 2, "c", 1, 3));
        attribution.tell(online(sale(11, 2, 2, 21, 5_000), "g"), sale(10, 2, 1, 20, 10_000, 2_500));
        attribution.tell(guide("g", "t", 2));
        attribution.fold();
        attribution.tell(brand("b", "Asia/Tokyo", 2), campaign("c", 400, 2));
        attribution.fold();
        policies.previewPolicy(PreviewPolicyRequest.newBuilder()
                        .setPolicy(Policy.newBuilder().setVersion("p"))
                        .setEffectiveFrom(ProtoTime.timestamp(Told.START))
                        .build())
                .await()
                .indefinitely();
        adoptAndMark();
        attribution.fold();
        service.explainOrder(ExplainOrderRequest.newBuilder().setNumber("o10").build())
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
        attribution.tell(
                ToldArms.told(ToldArms.campaign("e").setUnit(UnitOfAssignment.UNIT_OF_ASSIGNMENT_STORE)),
                ToldArms.store("e", "s", true),
                ToldArms.told(ToldArms.campaign("f").setPurpose("global-holdout")),
                ToldArms.treated("f", 1));
        assertThat(incrementality
                        .getIncrementality(GetIncrementalityRequest.newBuilder()
                                .setCurrencyCode("CNY")
                                .build())
                        .await()
                        .indefinitely()
                        .getCampaignsList())
                .hasSize(4);
    }

    private void adoptAndMark() {
        policies.adoptPolicy(AdoptPolicyRequest.newBuilder()
                        .setIdempotencyKey("shards-test")
                        .setExpectedVersion(1)
                        .setPolicy(Policy.newBuilder().setVersion("p"))
                        .setEffectiveFrom(ProtoTime.timestamp(Told.START))
                        .setReason("statements")
                        .build())
                .await()
                .indefinitely();
        attribution.markOutdated();
    }

    private static boolean asksForAny(List<String> tables, String statement) {
        return tables.stream().anyMatch(table -> Pattern.compile("\\b(FROM|JOIN|INTO|UPDATE|USING) " + table + "\\b")
                .matcher(statement)
                .find());
    }

    private List<String> tablesWithShard() {
        return strings(
                """
                SELECT relname::text FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'shard'
                WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1
                """);
    }

    private static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private List<String> strings(String sql) {
        List<String> strings = new ArrayList<>();
        pool.query(sql).execute().await().indefinitely().forEach(row -> strings.add(row.getString(0)));
        return strings;
    }
}
