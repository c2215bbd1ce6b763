package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.cli.authority.Authority;
import dev.touchline.cli.authority.Role;
import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import dev.touchline.order.v1.GetSaleRequest;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.ReportServiceGrpc;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the packaged services let in, and whom they do not, as a gRPC client sees it. */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {

    private static final Map<String, String> QUICK =
            Map.of("TOUCHLINE_TLS_RELOAD", "1s", "TOUCHLINE_ACCESS_JWKS_REFRESH", "1s");
    private static final Duration TAKEN_UP = Duration.ofSeconds(20);
    private static final String ORDERS = "order-ingest-svc";

    @TempDir
    static Path folder;

    private Installation touchline;

    @BeforeAll
    void start() throws IOException {
        touchline = Installation.up(folder.resolve("home"), QUICK);
        Shops.open(channel("member-svc", Role.HEADQUARTERS));
    }

    @AfterAll
    void stop() {
        if (touchline != null) {
            touchline.close();
        }
    }

    private ManagedChannel channel(String service, Role role, String... stores) throws IOException {
        return touchline.channel(service, touchline.token(role, List.of(stores), List.of()));
    }

    /** A call that every service answers. */
    private static Refusal progress(Channel channel) throws Exception {
        return Refusal.of(() -> OperationsServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .getProgress(GetProgressRequest.getDefaultInstance()));
    }

    private static Refusal ingest(Channel channel, String store, String number) throws Exception {
        IngestDocumentsRequest request = IngestDocumentsRequest.newBuilder()
                .addDocuments(Shops.document(store, number))
                .build();
        return Refusal.of(() -> OrderIngestServiceGrpc.newBlockingStub(channel).ingestDocuments(request));
    }

    private static Refusal sale(Channel channel, String number) throws Exception {
        GetSaleRequest request =
                GetSaleRequest.newBuilder().setKey(Shops.receipt(number)).build();
        return Refusal.of(() -> OrderIngestServiceGrpc.newBlockingStub(channel).getSale(request));
    }

    private static Refusal feed(Channel channel) throws Exception {
        return Refusal.of(
                () -> FeedServiceGrpc.newBlockingStub(channel).readFeed(ReadFeedRequest.getDefaultInstance()));
    }

    private ManagedChannel with(ChannelCredentials credentials) throws IOException {
        return Grpc.newChannelBuilderForAddress("127.0.0.1", touchline.port(ORDERS), credentials)
                .build();
    }

    /** TLS that trusts the installation and shows the certificate of order-ingest-svc of some authority. */
    private ManagedChannel withCertificateOf(Path authority) throws IOException {
        Path tls = authority.resolve("order-ingest-svc");
        return with(TlsChannelCredentials.newBuilder()
                .trustManager(touchline.authority().resolve("ca.crt").toFile())
                .keyManager(
                        tls.resolve("tls.crt").toFile(), tls.resolve("tls.key").toFile())
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"member-svc", "touch-svc", "order-ingest-svc", "attribution-svc", "report-svc"})
    void callerWithoutGoodToken_isRefusedByEveryService(String service) throws Exception {
        assertThat(progress(channel(service, Role.HEADQUARTERS))).isEqualTo(Refusal.NONE);
        assertThat(progress(touchline.channel(service, null))).isEqualTo(Refusal.unauthenticated("TOKEN_MISSING", ""));
        for (Map.Entry<String, String> forged :
                new Forger(touchline.authority()).tokens().entrySet()) {
            assertThat(progress(touchline.channel(service, forged.getValue())))
                    .isEqualTo(Refusal.unauthenticated("TOKEN_INVALID", forged.getKey()));
        }
    }

    @Test
    void tillOfOneStore_sendsNothingForAnother() throws Exception {
        ManagedChannel till = channel(ORDERS, Role.TILL, Shops.A);

        assertThat(ingest(till, Shops.A, "own")).isEqualTo(Refusal.NONE);
        assertThat(ingest(till, Shops.B, "foreign")).isEqualTo(Refusal.denied("OUT_OF_SCOPE"));
        assertThat(sale(channel(ORDERS, Role.HEADQUARTERS), "foreign").code()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void tillOfOneStore_streamsNothingForAnotherAndKeepsWhatWasTaken() throws Exception {
        Acknowledgements answers = new Acknowledgements();
        StreamObserver<StreamDocumentsRequest> stream = OrderIngestServiceGrpc.newStub(
                        channel(ORDERS, Role.TILL, Shops.A))
                .streamDocuments(answers);

        stream.onNext(batch(1, Shops.A, "streamed"));
        assertThat(answers.first.get(20, TimeUnit.SECONDS).getBatchId()).isEqualTo(1);
        stream.onNext(batch(2, Shops.B, "foreign-streamed"));

        assertThat(Refusal.of((StatusRuntimeException) answers.end.get(20, TimeUnit.SECONDS)))
                .isEqualTo(Refusal.denied("OUT_OF_SCOPE"));
        ManagedChannel headquarters = channel(ORDERS, Role.HEADQUARTERS);
        assertThat(sale(headquarters, "streamed")).isEqualTo(Refusal.NONE);
        assertThat(sale(headquarters, "foreign-streamed").code()).isEqualTo(Status.Code.NOT_FOUND);
    }

    private static StreamDocumentsRequest batch(long id, String store, String number) {
        return StreamDocumentsRequest.newBuilder()
                .setBatchId(id)
                .addDocuments(Shops.document(store, number))
                .build();
    }

    private static final class Acknowledgements implements StreamObserver<StreamDocumentsResponse> {
        final CompletableFuture<StreamDocumentsResponse> first = new CompletableFuture<>();
        final CompletableFuture<Throwable> end = new CompletableFuture<>();

        @Override
        public void onNext(StreamDocumentsResponse answer) {
            first.complete(answer);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(failure);
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK.asRuntimeException());
        }
    }

    @Test
    void tillOfOneStore_readsNoSaleOfAnother() throws Exception {
        ingest(channel(ORDERS, Role.HEADQUARTERS), Shops.B, "of-b");

        assertThat(sale(channel(ORDERS, Role.TILL, Shops.B), "of-b")).isEqualTo(Refusal.NONE);
        assertThat(sale(channel(ORDERS, Role.TILL, Shops.A), "of-b")).isEqualTo(Refusal.denied("OUT_OF_SCOPE"));
    }

    @Test
    void roleThatMayNot_isDenied() throws Exception {
        ManagedChannel till = channel("report-svc", Role.TILL, Shops.A);

        assertThat(Refusal.of(
                        () -> ReportServiceGrpc.newBlockingStub(till).getTotals(GetTotalsRequest.getDefaultInstance())))
                .isEqualTo(Refusal.denied("ROLE_NOT_ALLOWED"));
        assertThat(feed(channel(ORDERS, Role.HEADQUARTERS))).isEqualTo(Refusal.denied("ROLE_NOT_ALLOWED"));
    }

    @Test
    void plaintextClient_getsNoAnswer() throws Exception {
        ManagedChannel plain = with(InsecureChannelCredentials.create());
        try {
            assertThat(progress(plain)).isEqualTo(new Refusal(Status.Code.UNAVAILABLE, "", ""));
        } finally {
            plain.shutdownNow();
        }
    }

    @Test
    void certificateOfOurAuthority_isAServiceAndNothingMore() throws Exception {
        ManagedChannel peer = withCertificateOf(touchline.authority());
        try {
            assertThat(feed(peer)).isEqualTo(Refusal.NONE);
            assertThat(sale(peer, "none").code()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(Refusal.of(() -> OrderIngestServiceGrpc.newBlockingStub(peer)
                            .listQuarantine(dev.touchline.order.v1.ListQuarantineRequest.getDefaultInstance())))
                    .isEqualTo(Refusal.denied("ROLE_NOT_ALLOWED"));
        } finally {
            peer.shutdownNow();
        }
    }

    @Test
    void certificateOfAnotherAuthority_isNobody() throws Exception {
        Path theirs = folder.resolve("theirs");
        Authority.ensure(theirs, Instant.now(), Authority.CERTIFICATE_LIFE);
        ManagedChannel stranger = withCertificateOf(theirs);
        try {
            // The server names its authority, so that a client with another's certificate shows none; one that shows it
            // all
            // the same gets no connection.
            assertThat(feed(stranger))
                    .isIn(new Refusal(Status.Code.UNAVAILABLE, "", ""), Refusal.unauthenticated("TOKEN_MISSING", ""));
        } finally {
            stranger.shutdownNow();
        }
    }

    @Test
    void signingKeyRotated_newTokensAreTakenAndOldOnesAfterRetirementAreNot() throws Exception {
        ManagedChannel old = channel(ORDERS, Role.HEADQUARTERS);
        touchline.run("authority", "rotate", "--settle", "0s");
        ManagedChannel young = channel(ORDERS, Role.HEADQUARTERS);

        await().atMost(TAKEN_UP).untilAsserted(() -> assertThat(progress(young)).isEqualTo(Refusal.NONE));
        assertThat(progress(old)).isEqualTo(Refusal.NONE);
        touchline.run("authority", "rotate", "--retire");

        await().atMost(TAKEN_UP).untilAsserted(() -> assertThat(progress(old))
                .isEqualTo(Refusal.unauthenticated("TOKEN_INVALID", "key-unknown")));
        assertThat(progress(young)).isEqualTo(Refusal.NONE);
        touchline.run("status");
    }

    @Test
    void certificatesRenewedUnderLoad_areShownToNewConnectionsAndNothingStops() throws Exception {
        Retailer retailer = Retailer.generate(touchline, folder.resolve("data"), 2_000);
        List.of("organisation", "members", "campaigns", "arms", "touches")
                .forEach(file -> retailer.startLoading(touchline, file).succeed());
        ManagedChannel open = channel(ORDERS, Role.HEADQUARTERS);
        assertThat(progress(open)).isEqualTo(Refusal.NONE);
        Path ca = touchline.authority().resolve("ca.crt");
        BigInteger before = Certificates.shownAt(touchline.port(ORDERS), ca);
        Command loading = retailer.startLoading(touchline, "orders");

        touchline.run("authority", "renew");

        for (String service : List.of("member-svc", "touch-svc", ORDERS, "attribution-svc", "report-svc")) {
            BigInteger renewed = Certificates.in(touchline.authority().resolve(service + "/tls.crt"));
            int port = touchline.port(service);
            // A handshake in the instant of the change may be cut off.
            await().ignoreExceptions().atMost(TAKEN_UP).untilAsserted(() -> assertThat(Certificates.shownAt(port, ca))
                    .isEqualTo(renewed)
                    .isNotEqualTo(before));
        }
        loading.succeed();
        assertThat(progress(open)).isEqualTo(Refusal.NONE);
        // Peers that start now, and connections that break now, are among holders of old and new certificates.
        touchline.kill("attribution-svc");
        touchline.run("up");
        touchline.awaitAttributed();
        touchline.run("check");
    }

    @Test
    void denial_isLoggedWithoutPersonalData() throws Exception {
        ingest(channel(ORDERS, Role.TILL, Shops.A), Shops.B, "secret-receipt");

        Path log = folder.resolve("home/logs/order-ingest-svc.log");
        await().atMost(TAKEN_UP)
                .untilAsserted(() -> assertThat(Files.readAllLines(log)).anySatisfy(line -> assertThat(line)
                        .contains("touchline.audit", "Access denied", "IngestDocuments", "role=till")
                        .contains("subject=e2e-till", "reason=OUT_OF_SCOPE", "store=" + Shops.B)));
        assertThat(Files.readString(log)).doesNotContain(Shops.PHONE, "secret-receipt", "eyJ");
    }
}
