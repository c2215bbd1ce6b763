package dev.touchline.attribution.incrementality;

import static dev.touchline.attribution.testing.Told.member;
import static dev.touchline.attribution.testing.Told.sale;
import static dev.touchline.attribution.testing.Told.sms;
import static dev.touchline.attribution.testing.ToldArms.BEGIN;
import static dev.touchline.attribution.testing.ToldArms.LAST_YEAR;
import static dev.touchline.attribution.testing.ToldArms.campaign;
import static dev.touchline.attribution.testing.ToldArms.control;
import static dev.touchline.attribution.testing.ToldArms.told;
import static dev.touchline.attribution.testing.ToldArms.treated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.touchline.attribution.facts.TouchProjector;
import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.testing.Told;
import dev.touchline.attribution.testing.ToldArms;
import dev.touchline.attribution.v1.ArmComparison;
import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.CheckStatus;
import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.GetIncrementalityResponse;
import dev.touchline.attribution.v1.IncrementalityCheck;
import dev.touchline.attribution.v1.IncrementalityMethod;
import dev.touchline.attribution.v1.IncrementalityService;
import dev.touchline.attribution.v1.IncrementalityState;
import dev.touchline.attribution.v1.Population;
import dev.touchline.attribution.v1.PopulationIncrementality;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.lift.Analysis;
import dev.touchline.lift.Comparison;
import dev.touchline.lift.SampleRatio;
import dev.touchline.lift.TrialBuilder;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.touch.v1.UnitOfAssignment;
import dev.touchline.type.v1.TouchChannel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What campaigns caused, asked through the generated stubs, against {@code lift} fed with what the test told. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IncrementalityTest {

    @GrpcClient("attribution-svc")
    IncrementalityService service;

    @Inject
    Attribution attribution;

    @Inject
    TouchProjector touches;

    @BeforeEach
    void empty() {
        attribution.empty();
    }

    @Test
    void figures_areThoseOfLiftFedWithTheFacts() {
        Random random = new Random(5);
        TrialBuilder expected = new TrialBuilder();
        List<FeedEvent> events = new ArrayList<>(List.of(told(campaign("c").setControlPpm(300_000))));
        long sale = 0;
        for (long member = 1; member <= 240; member++) {
            boolean held = random.nextInt(10) < 3;
            boolean touched = !held && random.nextInt(4) > 0;
            events.add(held ? control("c", member) : treated("c", member));
            if (touched) {
                events.add(sms(member, "c", member, BEGIN + 1));
            }
            long net = random.nextInt(3) == 0 ? 0 : 1_000 + random.nextInt(50_000) + (touched ? 20_000 : 0);
            long refund = net > 0 && random.nextInt(5) == 0 ? net / 2 : 0;
            long before = random.nextInt(2) == 0 ? 0 : net / 3 + random.nextInt(20_000);
            if (net > 0) {
                int hour = BEGIN + random.nextInt(100);
                events.add(
                        refund > 0 ? sale(++sale, 1, member, hour, net, refund) : sale(++sale, 1, member, hour, net));
            }
            if (before > 0) {
                events.add(sale(++sale, 1, member, LAST_YEAR + random.nextInt(100), before));
            }
            events.add(sale(++sale, 1, member, BEGIN + 100, 77_777)); // the first instant outside
            events.add(sale(++sale, 1, member, BEGIN - 1, 88_888));
            expected.add(held ? "control" : "treated", touched, net - refund, before);
        }
        events.add(sale(++sale, 1, 0, BEGIN + 5, 99_999)); // nobody's
        events.add(sale(++sale, 1, 999, BEGIN + 5, 99_999)); // nobody drawn
        tell(events);

        CampaignIncrementality answer = ask("c");

        Analysis analysis = Analysis.of(expected.build(), "control");
        PopulationIncrementality all = answer.getPopulations(0);
        assertThat(all.getPopulation()).isEqualTo(Population.POPULATION_ALL);
        assertThat(all.getComparisonsList())
                .extracting(ArmComparison::getMethod)
                .containsExactly(
                        IncrementalityMethod.INCREMENTALITY_METHOD_PLAIN,
                        IncrementalityMethod.INCREMENTALITY_METHOD_CUPED);
        for (int i = 0; i < 2; i++) {
            assertSame(all, all.getComparisons(i), analysis.comparisons().get(i));
        }
        SampleRatio ratio = SampleRatio.of(analysis.trial(), Map.of("control", 0.3, "treated", 0.7));
        assertThat(check(answer, "sample-ratio").getSentence()).contains(String.format("p %.4f", ratio.p()));
        assertThat(check(answer, "sample-ratio").getStatus()).isEqualTo(CheckStatus.CHECK_STATUS_OK);
        assertThat(check(answer, "before").getStatus()).isEqualTo(CheckStatus.CHECK_STATUS_OK);
        assertTiersAddUp(answer);
    }

    private static void assertSame(PopulationIncrementality all, ArmComparison said, Comparison expected) {
        assertThat(all.getTreated().getN())
                .isEqualTo(expected.treated().counts().people());
        assertThat(all.getTreated().getBuyers())
                .isEqualTo(expected.treated().counts().buyers());
        assertThat(all.getTreated().getTouched())
                .isEqualTo(expected.treated().counts().touched());
        assertThat(all.getControl().getN())
                .isEqualTo(expected.control().counts().people());
        assertThat((double) all.getControl().getNetMinor())
                .isCloseTo(
                        expected.control().meanOutcome()
                                * expected.control().counts().people(),
                        within(1e-3));
        assertThat(said.getTreatedMeanMinor()).isEqualTo(expected.mean());
        assertThat(said.getControlMeanMinor()).isEqualTo(expected.controlMean());
        assertThat(said.getStandardErrorMinor())
                .isEqualTo(expected.difference().orElseThrow().standardError());
        assertThat(said.getP()).isEqualTo(expected.difference().orElseThrow().p());
        assertThat(said.hasLift()).isEqualTo(expected.lift().isPresent());
        expected.lift().ifPresent(lift -> assertThat(said.getLift()).isEqualTo(lift.value()));
        assertThat(said.getIncrementalMinor()).isEqualTo(expected.incremental());
        assertThat(said.getIncrementalIntervalMinor().getLow())
                .isEqualTo(expected.incrementalInterval().orElseThrow().low());
        assertThat(said.getVerdict().name())
                .isEqualTo("INCREMENTALITY_VERDICT_" + expected.verdict(0.05).name());
    }

    private static void assertTiersAddUp(CampaignIncrementality answer) {
        PopulationIncrementality all = answer.getPopulations(0);
        List<PopulationIncrementality> tiers = answer.getPopulationsList().subList(1, answer.getPopulationsCount());
        assertThat(tiers)
                .extracting(PopulationIncrementality::getPopulation)
                .containsExactly(
                        Population.POPULATION_TIER_NONE,
                        Population.POPULATION_TIER_LOW,
                        Population.POPULATION_TIER_MIDDLE,
                        Population.POPULATION_TIER_HIGH);
        assertThat(tiers.stream().mapToLong(tier -> tier.getTreated().getN()).sum())
                .isEqualTo(all.getTreated().getN());
        assertThat(tiers.stream()
                        .mapToLong(tier -> tier.getControl().getNetMinor())
                        .sum())
                .isEqualTo(all.getControl().getNetMinor());
        assertThat(tiers.stream()
                        .mapToLong(tier -> tier.getTreated().getBeforeNetMinor())
                        .sum())
                .isEqualTo(all.getTreated().getBeforeNetMinor());
        assertThat(tiers.get(0).getTierToMinor()).isZero();
        assertThat(tiers.get(1).getTierToMinor()).isLessThan(tiers.get(2).getTierFromMinor());
        assertThat(tiers.get(2).getTierToMinor()).isLessThan(tiers.get(3).getTierFromMinor());
        long low = tiers.get(1).getTreated().getN() + tiers.get(1).getControl().getN();
        long high = tiers.get(3).getTreated().getN() + tiers.get(3).getControl().getN();
        assertThat(low - high).isBetween(-1L, 1L);
    }

    @Test
    void refundsAndLateOrders_changeTheResult() {
        tell(pairOfEach("c"));
        assertThat(treatedNet("c")).isEqualTo(20_000);

        tell(List.of(sale(1, 2, 1, BEGIN + 5, 10_000, 4_000), sale(9, 1, 2, BEGIN + 50, 500)));

        assertThat(treatedNet("c")).isEqualTo(16_500);
    }

    @Test
    void personsInBothArms_areFlaggedAndTheResultIsRepeatedWithoutThem() {
        List<FeedEvent> events = new ArrayList<>(pairOfEach("c"));
        events.addAll(List.of(treated("c", 5), control("c", 6), treated("c", 7), treated("c", 8)));
        events.addAll(List.of(member(6, 5, 1), member(8, 7, 1), sale(20, 1, 6, BEGIN + 5, 9_000)));
        tell(events);

        CampaignIncrementality answer = ask("c");

        assertThat(check(answer, "merged").getStatus()).isEqualTo(CheckStatus.CHECK_STATUS_FLAGGED);
        assertThat(check(answer, "merged").getSentence()).startsWith("1 persons are in both arms");
        assertThat(check(answer, "repeated").getSentence()).startsWith("1 persons are in one arm more than once");
        assertThat(answer.getPopulations(0).getTreated().getN()).isEqualTo(5);
        assertThat(answer.getPopulations(0).getControl().getNetMinor()).isEqualTo(6_000 + 9_000);
        PopulationIncrementality without = answer.getPopulations(1);
        assertThat(without.getPopulation()).isEqualTo(Population.POPULATION_WITHOUT_MERGED);
        assertThat(without.getTreated().getN()).isEqualTo(4);
        assertThat(without.getControl().getN()).isEqualTo(2);
        assertThat(without.getControl().getNetMinor()).isEqualTo(6_000);
    }

    @Test
    void controlThatWasTouched_isSaid() {
        List<FeedEvent> events = new ArrayList<>(pairOfEach("c"));
        events.addAll(List.of(
                sms(1, "c", 1, BEGIN + 1), sms(3, "c", 3, BEGIN + 1), sms(4, "c", 4, BEGIN + 100))); // after the end
        tell(events);

        CampaignIncrementality answer = ask("c");

        assertThat(check(answer, "control-touched").getStatus()).isEqualTo(CheckStatus.CHECK_STATUS_FLAGGED);
        assertThat(check(answer, "control-touched").getSentence()).startsWith("1 of 2 (50.0 %) of the control");
        assertThat(check(answer, "treated-untouched").getSentence()).startsWith("1 of 2 (50.0 %) were not touched");
        assertThat(answer.getPopulations(0).getTreated().getTouched()).isEqualTo(1);
    }

    @Test
    void globalHoldout_isTouchedByAnyCampaignOfItsBrandAndNoOther() {
        List<FeedEvent> events = new ArrayList<>(pairOfEach("h", Drawn.GLOBAL_HOLDOUT));
        events.addAll(List.of(
                told(campaign("own")),
                told(campaign("group").setBrand("")),
                told(campaign("other").setBrand("X")),
                sms(1, "own", 3, BEGIN + 1),
                sms(2, "other", 4, BEGIN + 1),
                sms(3, "", 4, BEGIN + 1),
                sms(4, "own", 4, BEGIN - 1), // before the season
                sms(5, "group", 1, BEGIN + 1)));
        tell(events);

        CampaignIncrementality answer = ask("h");

        assertThat(check(answer, "control-touched").getSentence())
                .startsWith("1 of 2 (50.0 %) of the control were touched by some campaign");
        assertThat(answer.getPopulations(0).getTreated().getTouched()).isEqualTo(1);
        assertThat(answer.getSentence()).contains("the yearly number");
    }

    @Test
    void campaignWithoutControl_saysThatNothingCanBeSaid() {
        tell(List.of(told(campaign("c")), treated("c", 1), told(campaign("d")), told(campaign("e")), control("e", 1)));

        assertThat(ask("c").getState()).isEqualTo(IncrementalityState.INCREMENTALITY_STATE_NO_CONTROL);
        assertThat(ask("c").getSentence()).isEqualTo("no control: nobody is held out, nothing can be said");
        assertThat(ask("c").getPopulationsList()).isEmpty();
        assertThat(ask("d").getState()).isEqualTo(IncrementalityState.INCREMENTALITY_STATE_NO_ARMS);
        assertThat(ask("e").getState()).isEqualTo(IncrementalityState.INCREMENTALITY_STATE_NO_TREATED);
    }

    @Test
    void storesDrawnWhole_areUnitsWithTheirPerformance() {
        List<FeedEvent> events = new ArrayList<>(List.of(told(
                campaign("c").setUnit(UnitOfAssignment.UNIT_OF_ASSIGNMENT_STORE).setControlPpm(500_000))));
        TrialBuilder expected = new TrialBuilder();
        long sale = 0;
        for (int i = 0; i < 8; i++) {
            String store = "s" + i;
            events.add(Told.store(store, StoreKind.STORE_KIND_DIRECT, 1));
            events.add(ToldArms.store("c", store, i % 2 == 0));
            events.add(sale(++sale, 1, 0, store, BEGIN + i, 1_000L * (i + 1)));
            events.add(sale(++sale, 1, 10 + i, store, BEGIN + i, 500, 100));
            events.add(sale(++sale, 1, 10 + i, store, LAST_YEAR + i, 700L + 100 * (i % 3)));
            expected.add(i % 2 == 0 ? "control" : "treated", i == 1, 1_000.0 * (i + 1) + 400, 700 + 100 * (i % 3));
        }
        events.add(ToldArms.onBehalfOf("s1", sms(1, "c", 11, BEGIN + 1)));
        tell(events);

        CampaignIncrementality answer = ask("c");

        PopulationIncrementality all = answer.getPopulations(0);
        List<Comparison> comparisons = Analysis.of(expected.build(), "control").comparisons();
        assertThat(answer.getPopulationsCount()).isOne();
        for (int i = 0; i < 2; i++) {
            assertSame(all, all.getComparisons(i), comparisons.get(i));
        }
    }

    @Test
    void channelAndBrand_chooseCampaignsPageByPage() {
        tell(List.of(
                told(campaign("a").addChannels(TouchChannel.TOUCH_CHANNEL_SMS)),
                told(campaign("b").addChannels(TouchChannel.TOUCH_CHANNEL_CALL)),
                told(campaign("c").addChannels(TouchChannel.TOUCH_CHANNEL_SMS).setBrand("X")),
                told(campaign("d")
                        .addChannels(TouchChannel.TOUCH_CHANNEL_CALL)
                        .addChannels(TouchChannel.TOUCH_CHANNEL_SMS))));
        GetIncrementalityRequest sms = request()
                .setChannel(TouchChannel.TOUCH_CHANNEL_SMS)
                .setPageSize(2)
                .build();

        GetIncrementalityResponse first = call(sms);
        GetIncrementalityResponse second =
                call(sms.toBuilder().setPageToken(first.getNextPageToken()).build());

        assertThat(keys(first)).containsExactly("a", "c");
        assertThat(keys(second)).containsExactly("d");
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(first.getRemark()).contains("do not add up");
        assertThat(keys(call(request().setBrand("X").build()))).containsExactly("c");
        assertThatThrownBy(() -> call(request().setBrand("X").setCampaign("a").build()))
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void currencyOfNobody_countsNothing() {
        tell(pairOfEach("c"));

        CampaignIncrementality answer =
                call(request().setCampaign("c").setCurrencyCode("EUR").build()).getCampaigns(0);

        assertThat(answer.getPopulations(0).getTreated().getNetMinor()).isZero();
        assertThat(answer.getPopulations(0).getTreated().getN()).isEqualTo(2);
    }

    @Test
    void requestsOutOfBounds_areRefused() {
        assertThatThrownBy(() -> call(request().setCurrencyCode("").build())).hasMessageContaining("currency_code");
        assertThatThrownBy(() -> call(request().setCurrencyCode("XXQ").build())).hasMessageContaining("XXQ");
        assertThatThrownBy(() -> call(request().setWorthFinding(11).build())).hasMessageContaining("worth_finding");
        assertThatThrownBy(() -> call(request().setPageSize(101).build())).hasMessageContaining("page_size");
        assertThatThrownBy(() -> call(request().setCampaign("nothing").build())).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void forgottenFeed_takesTheArmsAlong() {
        tell(pairOfEach("c"));

        attribution.forget(touches);

        assertThat(attribution.number("SELECT count(*) FROM arm")).isZero();
    }

    /** Members 1 and 2 treated, 3 and 4 held out, each with one order: 10,000 twice, 3,000 twice. */
    private static List<FeedEvent> pairOfEach(String key, String... purpose) {
        return List.of(
                told(campaign(key).setPurpose(purpose.length == 0 ? "" : purpose[0])),
                treated(key, 1),
                treated(key, 2),
                control(key, 3),
                control(key, 4),
                sale(1, 1, 1, BEGIN + 5, 10_000),
                sale(2, 1, 2, BEGIN + 5, 10_000),
                sale(3, 1, 3, BEGIN + 5, 3_000),
                sale(4, 1, 4, BEGIN + 5, 3_000));
    }

    private void tell(List<FeedEvent> events) {
        attribution.tell(events.toArray(FeedEvent[]::new));
        attribution.fold();
    }

    private long treatedNet(String campaign) {
        return ask(campaign).getPopulations(0).getTreated().getNetMinor();
    }

    private static IncrementalityCheck check(CampaignIncrementality answer, String code) {
        return answer.getChecksList().stream()
                .filter(check -> check.getCode().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> keys(GetIncrementalityResponse answer) {
        return answer.getCampaignsList().stream()
                .map(CampaignIncrementality::getCampaign)
                .toList();
    }

    private CampaignIncrementality ask(String campaign) {
        return call(request().setCampaign(campaign).build()).getCampaigns(0);
    }

    private static GetIncrementalityRequest.Builder request() {
        return GetIncrementalityRequest.newBuilder().setCurrencyCode("CNY");
    }

    private GetIncrementalityResponse call(GetIncrementalityRequest request) {
        return service.getIncrementality(request).await().indefinitely();
    }
}
