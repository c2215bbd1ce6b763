package dev.touchline.bench.whatif;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.shard.Shard;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Sale;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import dev.touchline.type.v1.TouchKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Random;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Generated facts, the same for the same seed: put into attribution-svc's own tables as it stores them, and beside them into
 * the narrowest tables that SQL can answer from (bench_order, bench_touch, bench_campaign): no messages to take apart, refunds
 * already deducted, the qualifying instant already found.
 */
final class Facts {
    private static final long START = 1_767_225_600L; // 2026-01-01
    private static final int DAYS = 180;
    private static final int CAMPAIGNS = 60;
    private static final TouchChannel[] CHANNELS = {
        TouchChannel.TOUCH_CHANNEL_SMS, TouchChannel.TOUCH_CHANNEL_GUIDE_TASK, TouchChannel.TOUCH_CHANNEL_MOMENTS
    };

    private final Connection database;
    private final Random random = new Random(20261128);
    private final int orders;
    private final int touches;
    private final int members;

    Facts(Connection database, int orders, int touches, int members) {
        this.database = database;
        this.orders = orders;
        this.touches = touches;
        this.members = members;
    }

    void load() throws SQLException {
        run(
                """
                CREATE TABLE bench_campaign (id int PRIMARY KEY, key text, starts bigint, ends bigint);
                CREATE TABLE bench_touch (id bigint, member bigint, campaign int, strength smallint, at_ms bigint);
                CREATE TABLE bench_order (id bigint, member bigint, paid_at bigint, net bigint);
                """);
        copy("member (shard, id, canonical, version)", members, this::member);
        campaigns();
        copyBoth(
                "touch (shard, unit, touch, version, campaign, body)",
                "bench_touch (id, member, campaign, strength, at_ms)",
                touches,
                this::touch);
        copyBoth(
                "sale (shard, unit, sale, stores, brands, traceparent, body)",
                "bench_order (id, member, paid_at, net)",
                orders,
                this::sale);
        run(
                """
                CREATE INDEX ON bench_touch (member, at_ms) INCLUDE (campaign, id);
                CREATE INDEX ON bench_order (member, paid_at) INCLUDE (net, id);
                """);
        run("VACUUM ANALYZE");
    }

    private String member(long id) {
        return Shard.of(id) + "\t" + id + "\t" + id + "\t1\n";
    }

    private void campaigns() throws SQLException {
        for (int id = 1; id <= CAMPAIGNS; id++) {
            long start = START + 86_400L * random.nextInt(DAYS - 30);
            long end = start + 86_400L * (14 + random.nextInt(31));
            Campaign campaign = Campaign.newBuilder()
                    .setKey("c" + id)
                    .setName("Campaign " + id)
                    .setStart(Timestamp.newBuilder().setSeconds(start))
                    .setEnd(Timestamp.newBuilder().setSeconds(end))
                    .build();
            run("INSERT INTO campaign VALUES ('c" + id + "', 1, '"
                    + hex(campaign.toByteArray()).replace("\\\\", "\\")
                    + "'); INSERT INTO bench_campaign VALUES (" + id + ", 'c" + id + "', " + start * 1_000 + ", "
                    + end * 1_000 + ")");
        }
    }

    private String[] touch(long id) {
        long member = 1 + random.nextInt(members);
        int campaign = 1 + random.nextInt(CAMPAIGNS);
        int kind = random.nextInt(CHANNELS.length);
        long at = (START + random.nextInt(DAYS * 86_400)) * 1_000 + random.nextInt(1_000);
        Touch touch = Touch.newBuilder()
                .setTouchId(id)
                .setKey(TouchKey.newBuilder().setSource("bench").setNumber("t" + id))
                .setCampaign("c" + campaign)
                .setChannel(CHANNELS[kind])
                .setMemberId(member)
                .setStore("s" + member % 400)
                .addStages(stage(TouchStage.TOUCH_STAGE_ASSIGNED, at - 86_400_000L))
                .addStages(stage(TouchStage.TOUCH_STAGE_EXECUTED, at))
                .addStages(stage(TouchStage.TOUCH_STAGE_DELIVERED, at))
                .build();
        int strength = kind == 0 ? 3 : kind == 1 ? 2 : 4;
        return new String[] {
            Shard.of(member) + "\t" + member + "\t" + id + "\t1\tc" + campaign + "\t" + hex(touch.toByteArray()) + "\n",
            id + "\t" + member + "\t" + campaign + "\t" + strength + "\t" + at + "\n"
        };
    }

    private static StageFact.Builder stage(TouchStage stage, long at) {
        return StageFact.newBuilder()
                .setStage(stage)
                .setOccurredAt(timestamp(at))
                .setRecordedAt(timestamp(at));
    }

    private String[] sale(long id) {
        long member = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(members);
        long unit = member == 0 ? -id : member;
        long at = (START + random.nextInt(DAYS * 86_400)) * 1_000 + random.nextInt(1_000);
        long paid = 100 + random.nextInt(200_000);
        long refunded = random.nextInt(10) == 0 ? 1 + random.nextInt((int) paid) : 0;
        Sale.Builder sale = Sale.newBuilder()
                .setSaleId(id)
                .setKey(key(DocumentType.DOCUMENT_TYPE_ORDER, "o" + id))
                .setMemberId(member)
                .setOrder(document(DocumentType.DOCUMENT_TYPE_ORDER, "o" + id, at, paid, member));
        if (refunded > 0) {
            sale.addRefunds(document(DocumentType.DOCUMENT_TYPE_REFUND, "r" + id, at + 86_400_000L, refunded, member));
        }
        return new String[] {
            Shard.of(unit) + "\t" + unit + "\t" + id + "\t{s" + member % 400 + "}\t{B}\t\t"
                    + hex(sale.build().toByteArray()) + "\n",
            id + "\t" + unit + "\t" + at + "\t" + (paid - refunded) + "\n"
        };
    }

    private static AcceptedDocument document(DocumentType type, String number, long at, long amount, long member) {
        return AcceptedDocument.newBuilder()
                .setRecordedAt(timestamp(at))
                .setDocument(Document.newBuilder()
                        .setKey(key(type, number))
                        .setOccurredAt(timestamp(at))
                        .setCurrencyCode("CNY")
                        .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                        .setPlaces(Places.newBuilder().setStore("s" + member % 400))
                        .addLines(Line.newBuilder()
                                .setLineNumber(1)
                                .setBrand("B")
                                .setSku("sku-" + amount % 1_000)
                                .setQuantity(1)
                                .setAmountMinor(amount)))
                .build();
    }

    private static DocumentKey key(DocumentType type, String number) {
        return DocumentKey.newBuilder()
                .setSource("bench")
                .setType(type)
                .setNumber(number)
                .build();
    }

    private static Timestamp timestamp(long millis) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(millis, 1_000L))
                .setNanos((int) Math.floorMod(millis, 1_000L) * 1_000_000)
                .build();
    }

    private static String hex(byte[] bytes) {
        return "\\\\x" + HexFormat.of().formatHex(bytes);
    }

    private interface Row {
        String of(long id);
    }

    private interface Rows {
        String[] of(long id);
    }

    private void copy(String table, int rows, Row row) throws SQLException {
        CopyIn copy = begin(database, table);
        for (long id = 1; id <= rows; id++) {
            write(copy, row.of(id));
        }
        copy.endCopy();
    }

    private void copyBoth(String table, String narrow, int rows, Rows row) throws SQLException {
        StringBuilder narrowRows = new StringBuilder();
        CopyIn copy = begin(database, table);
        for (long id = 1; id <= rows; id++) {
            String[] both = row.of(id);
            write(copy, both[0]);
            narrowRows.append(both[1]);
        }
        copy.endCopy();
        CopyIn second = begin(database, narrow);
        write(second, narrowRows.toString());
        second.endCopy();
    }

    private static CopyIn begin(Connection connection, String table) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
    }

    private static void write(CopyIn copy, String text) throws SQLException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
