package dev.touchline.report.performance;

import static dev.touchline.report.testing.LedgerEvents.andRefund;
import static dev.touchline.report.testing.LedgerEvents.coupon;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.refundWithoutOrder;
import static dev.touchline.report.testing.LedgerEvents.sms;
import static dev.touchline.report.testing.TouchEvents.arm;
import static dev.touchline.report.testing.TouchEvents.campaign;
import static dev.touchline.report.testing.TouchEvents.member;
import static dev.touchline.report.testing.TouchEvents.touch;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_ASSIGNED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_CANCELLED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_DELIVERED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_EXECUTED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_FAILED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_RESPONDED;
import static dev.touchline.type.v1.TouchChannel.TOUCH_CHANNEL_COUPON;
import static dev.touchline.type.v1.TouchChannel.TOUCH_CHANNEL_SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.v1.Model;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetCampaignReportRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import dev.touchline.type.v1.Arm;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A small retailer with figures that fit on a sheet of paper: an order with three touches of two campaigns, one without
 * any, one of two brands, one that was returned whole, and a refund without order.
 */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ReportServiceTest extends ServiceTest {

    private static final ReportFilter ALL = ReportFilter.getDefaultInstance();

    @BeforeEach
    void facts() {
        tellPeople();
        tellSales();
    }

    private void tellPeople() {
        feeds.members(member(1, 1, 1), member(1, 2, 1), member(1, 3, 3));
        feeds.touches(
                campaign(1, "c10", "Ten, \"the tenth\"", "north"),
                campaign(1, "c9", "九", ""),
                campaign(1, "c11", "Quiet", "north"),
                arm(1, "c9", 1, Arm.ARM_CONTROL),
                arm(1, "c9", 2, Arm.ARM_CONTROL),
                arm(1, "c10", 3, Arm.ARM_CONTROL),
                arm(1, "c10", 1, Arm.ARM_TREATED),
                touch(1, 1, "c9", TOUCH_CHANNEL_SMS, 1, TOUCH_STAGE_ASSIGNED, TOUCH_STAGE_DELIVERED),
                touch(1, 3, "c9", TOUCH_CHANNEL_SMS, 2, TOUCH_STAGE_ASSIGNED, TOUCH_STAGE_EXECUTED),
                touch(1, 4, "c9", TOUCH_CHANNEL_SMS, 3, TOUCH_STAGE_ASSIGNED, TOUCH_STAGE_CANCELLED),
                touch(1, 5, "c9", TOUCH_CHANNEL_SMS, 4, TOUCH_STAGE_EXECUTED, TOUCH_STAGE_FAILED),
                touch(1, 6, "c9", TOUCH_CHANNEL_SMS, 0, TOUCH_STAGE_DELIVERED),
                touch(1, 2, "c10", TOUCH_CHANNEL_COUPON, 1, TOUCH_STAGE_EXECUTED, TOUCH_STAGE_RESPONDED),
                touch(1, 7, "", TOUCH_CHANNEL_SMS, 1, TOUCH_STAGE_DELIVERED));
    }

    private void tellSales() {
        feeds.ledger(
                event(1, 1, order("north", "2026-03-01", 10_000, sms(1, "c9"), coupon(2, "c10"), sms(3, "c9"))),
                event(
                        2,
                        1,
                        order("north", "2026-03-01", 5_000).setSalesChannel(SalesChannel.SALES_CHANNEL_MINI_PROGRAM)),
                event(
                        3,
                        1,
                        order("north", "2026-03-02", 3_000, coupon(2, "c10")),
                        order("south", "2026-03-02", 2_000, sms(1, "c9"))),
                event(4, 1, order("north", "2026-03-02", 1_000, 1_000, sms(1, "c9"))),
                event(5, 1, refundWithoutOrder("south", "2026-03-03", 700, "r5")));
    }

    @Test
    void campaigns_byTheOfficialModel_areListedNaturallyWithPeopleAndMoney() {
        assertThat(campaigns(ALL).replace("\r\n", "\n"))
                .isEqualTo(
                        """
                        campaign,targeted,touched_orders,touched_net,credited_orders,credited_net,name,brand,currency,\
                        executed,reached,responded,control,touched_aov
                        c9,2,3,120.00,3,120.00,九,,CNY,2,1,0,1,40.00
                        c10,1,2,130.00,1,30.00,"Ten, ""the tenth""\",north,CNY,1,1,1,1,65.00
                        c11,0,0,0.00,0,0.00,Quiet,north,,0,0,0,0,
                        """);
    }

    @Test
    void campaigns_byLinear_shareOrdersAndMoneyExactly() {
        assertThat(campaigns(filter().setModel(Model.MODEL_LINEAR).build()))
                .contains("c9,2,3,120.00,2.666666666667,86.67,")
                .contains("c10,1,2,130.00,1.333333333333,63.33,");
    }

    @Test
    void campaigns_ofOneTouchChannel_countOnlyItsTouchesAndPeople() {
        assertThat(campaigns(filter().setTouchChannel(TouchChannel.TOUCH_CHANNEL_COUPON)
                        .build()))
                .contains("c9,0,0,0.00,0,0.00,九,,,0,0,0,1,\r\n")
                .contains("c10,1,2,130.00,1,30.00,");
    }

    @Test
    void campaigns_ofOneBrand_areThoseThatServeIt() {
        assertThat(campaigns(filter().setBrand("south").build()))
                .contains("c9,2,1,20.00,1,20.00,")
                .doesNotContain("c10")
                .doesNotContain("c11");
    }

    @Test
    void days_showEveryFigureOfTheirOrders() {
        assertThat(export(ReportKind.REPORT_KIND_DAILY, ALL, Dimension.DIMENSION_UNSPECIFIED))
                .isEqualTo(
                        """
                        day,currency,orders,paid,refunded,net,empowered_orders,empowered_net,credited_net,organic,\
                        unmatched_refund
                        2026-03-01,CNY,2,150.00,0.00,150.00,1,100.00,100.00,50.00,0.00
                        2026-03-02,CNY,2,60.00,10.00,50.00,2,50.00,50.00,0.00,0.00
                        2026-03-03,CNY,0,0.00,0.00,0.00,0,0.00,0.00,0.00,7.00
                        """);
    }

    @Test
    void days_ofAPeriod_includeBothEnds() {
        ReportFilter period =
                filter().setFromDay("2026-03-02").setToDay("2026-03-02").build();

        assertThat(export(ReportKind.REPORT_KIND_DAILY, period, Dimension.DIMENSION_UNSPECIFIED))
                .contains("\n2026-03-02,")
                .doesNotContain("2026-03-01")
                .doesNotContain("2026-03-03");
    }

    @Test
    void refunds_whileTheirOrderIsMissing_countOnTheirOwnDaysAndThenOnItsDay() {
        var missing = refundWithoutOrder("south", "2026-03-03", 700, "r5");
        andRefund(missing, "2026-03-06", 100, "r6");
        andRefund(missing, "2026-03-06", 20, "r7");
        feeds.ledger(event(5, 2, missing));

        assertThat(export(ReportKind.REPORT_KIND_DAILY, ALL, Dimension.DIMENSION_UNSPECIFIED))
                .contains("\n2026-03-03,CNY,0,0.00,0.00,0.00,0,0.00,0.00,0.00,7.00\n")
                .contains("\n2026-03-06,CNY,0,0.00,0.00,0.00,0,0.00,0.00,0.00,1.20\n");
        assertThat(totals(ALL, Dimension.DIMENSION_UNSPECIFIED))
                .isEqualTo(",CNY,4,210.00,10.00,200.00,3,150.00,150.00,50.00,8.20\n");

        feeds.ledger(event(5, 3, order("south", "2026-03-05", 1_000, 820)));

        assertThat(export(ReportKind.REPORT_KIND_DAILY, ALL, Dimension.DIMENSION_UNSPECIFIED))
                .contains("\n2026-03-05,CNY,1,10.00,8.20,1.80,0,0.00,0.00,1.80,0.00\n")
                .doesNotContain("\n2026-03-03,")
                .doesNotContain("\n2026-03-06,");
    }

    @Test
    void totals_countAnOrderOfTwoBrandsOnce() {
        assertThat(totals(ALL, Dimension.DIMENSION_UNSPECIFIED))
                .isEqualTo(",CNY,4,210.00,10.00,200.00,3,150.00,150.00,50.00,7.00\n");
    }

    @Test
    void totals_byBrand_countAnOrderOfTwoBrandsInEach() {
        assertThat(totals(ALL, Dimension.DIMENSION_BRAND))
                .isEqualTo(
                        """
                        north,CNY,4,190.00,10.00,180.00,3,130.00,130.00,50.00,0.00
                        south,CNY,1,20.00,0.00,20.00,1,20.00,20.00,0.00,7.00
                        """);
    }

    @Test
    void totals_bySalesChannel_putWhatHasNoneUnderAnEmptyKey() {
        assertThat(totals(ALL, Dimension.DIMENSION_SALES_CHANNEL))
                .isEqualTo(
                        """
                        ,CNY,0,0.00,0.00,0.00,0,0.00,0.00,0.00,7.00
                        STORE,CNY,3,160.00,10.00,150.00,3,150.00,150.00,0.00,0.00
                        MINI_PROGRAM,CNY,1,50.00,0.00,50.00,0,0.00,0.00,50.00,0.00
                        """);
    }

    @Test
    void totals_byTouchChannel_keepOrganicApart() {
        assertThat(totals(filter().setModel(Model.MODEL_LINEAR).build(), Dimension.DIMENSION_TOUCH_CHANNEL))
                .isEqualTo(
                        """
                        ,CNY,1,50.00,0.00,50.00,0,0.00,0.00,50.00,7.00
                        COUPON,CNY,0,0.00,0.00,0.00,2,130.00,63.33,0.00,0.00
                        SMS,CNY,0,0.00,0.00,0.00,3,120.00,86.67,0.00,0.00
                        """);
    }

    @Test
    void totals_ofOneSalesChannelAndTouchChannel_showTheirShareOfTheMoney() {
        ReportFilter filter = filter().setModel(Model.MODEL_FIRST)
                .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                .setTouchChannel(TouchChannel.TOUCH_CHANNEL_COUPON)
                .build();

        assertThat(totals(filter, Dimension.DIMENSION_UNSPECIFIED))
                .isEqualTo(",CNY,3,160.00,10.00,150.00,2,130.00,30.00,0.00,0.00\n");
    }

    @Test
    void amounts_ofACurrencyWithoutDecimals_haveNone() {
        feeds.ledger(
                event(6, 1, order("north", "2026-03-04", 1_200, sms(1, "c9")).setCurrencyCode("JPY")));

        assertThat(campaigns(ALL)).contains("c9,2,1,1200,1,1200,九,,JPY,2,1,0,1,1200\r\n");
        assertThat(totals(ALL, Dimension.DIMENSION_UNSPECIFIED)).contains(",JPY,1,1200,0,1200,1,1200,1200,0,0\n");
    }

    @Test
    void campaignRows_overGrpc_holdTheSameFiguresInMinorUnits() {
        var row = await(reports.getCampaignReport(
                        GetCampaignReportRequest.newBuilder().setFilter(ALL).build()))
                .getRows(1);

        assertThat(row.getCampaign()).isEqualTo("c10");
        assertThat(row.getTouchedNetMinor()).isEqualTo(13_000);
        assertThat(row.getCreditedOrders()).isEqualTo("1");
        assertThat(row.getCreditedNetMinor()).isEqualTo(3_000);
        assertThat(row.getControl()).isEqualTo(1);
    }

    @Test
    void members_whenSplit_areCountedApart() {
        feeds.members(member(2, 2, 2));

        assertThat(campaigns(ALL)).contains("c9,3,3,120.00,3,120.00,九,,CNY,3,1,0,2,");
    }

    @Test
    void ledger_replacedByANewerVersion_showsOnlyTheNewOne() {
        feeds.ledger(event(3, 2, order("south", "2026-03-02", 2_000, 500, sms(1, "c9"))));

        assertThat(totals(ALL, Dimension.DIMENSION_UNSPECIFIED))
                .isEqualTo(",CNY,4,180.00,15.00,165.00,3,115.00,115.00,50.00,7.00\n");
    }

    @Test
    void ledger_ofAnOlderVersion_isIgnoredAlsoAfterAWithdrawal() {
        String before = totals(ALL, Dimension.DIMENSION_UNSPECIFIED);
        feeds.ledger(event(9, 3), event(9, 2, order("north", "2026-03-01", 99_900)));
        feeds.ledger(event(9, 1, order("north", "2026-03-01", 88_800)));
        feeds.ledger(event(1, 1, order("north", "2026-03-01", 77_700)));

        assertThat(totals(ALL, Dimension.DIMENSION_UNSPECIFIED)).isEqualTo(before);
    }

    @Test
    void sale_thatIsWithdrawnOrNotPresent_vanishesFromEveryReport() {
        feeds.ledger(
                event(1, 2), event(2, 2, order("north", "2026-03-01", 0).setPresent(false)), event(3, 2), event(4, 2));

        assertThat(campaigns(ALL)).contains("c9,2,0,0.00,0,0.00,九,,,").contains("c10,1,0,0.00,0,0.00,");
        assertThat(totals(ALL, Dimension.DIMENSION_UNSPECIFIED))
                .isEqualTo(",CNY,0,0.00,0.00,0.00,0,0.00,0.00,0.00,7.00\n");
    }

    @Test
    void replay_fromZero_givesTheSameReports() {
        String before = campaigns(ALL) + totals(ALL, Dimension.DIMENSION_BRAND);

        feeds.forgetAll();
        String forgotten = campaigns(ALL) + totals(ALL, Dimension.DIMENSION_BRAND);
        tellSales();
        tellPeople();

        assertThat(forgotten).doesNotContain("c9").doesNotContain("CNY");
        assertThat(campaigns(ALL) + totals(ALL, Dimension.DIMENSION_BRAND)).isEqualTo(before);
    }

    private static ReportFilter.Builder filter() {
        return ReportFilter.newBuilder();
    }

    private String campaigns(ReportFilter filter) {
        return csv(ReportKind.REPORT_KIND_CAMPAIGNS, filter, Dimension.DIMENSION_UNSPECIFIED);
    }

    /** Without the header. */
    private String totals(ReportFilter filter, Dimension by) {
        String csv = export(ReportKind.REPORT_KIND_TOTALS, filter, by);
        assertThat(csv)
                .startsWith("key,currency,orders,paid,refunded,net,empowered_orders,empowered_net,credited_net,organic,"
                        + "unmatched_refund\n");
        return csv.substring(csv.indexOf('\n') + 1);
    }

    /** With plain line ends, to be compared with text blocks. */
    private String export(ReportKind kind, ReportFilter filter, Dimension by) {
        return csv(kind, filter, by).replace("\r\n", "\n");
    }

    private String csv(ReportKind kind, ReportFilter filter, Dimension by) {
        return await(reports.exportReport(ExportReportRequest.newBuilder()
                        .setReport(kind)
                        .setFilter(filter)
                        .setBy(by)
                        .build()))
                .getCsv();
    }
}
