package dev.touchline.cli.retailer;

import java.util.List;

/** The files of the generated retailer and their columns. */
enum Sheet {
    ORGANISATION(
            "organisation.csv",
            "kind key name brand time_zone cut_off_hour parent store_kind cloud placement placement_start placement_end"
                    + " partner_kind"),
    MEMBERS("members.csv", Columns.PERSON + Columns.MEMBER),
    MEMBERS_LATER("members-later.csv", Columns.PERSON + Columns.MEMBER),
    CAMPAIGNS("campaigns.csv", "campaign name brand start_at end_at channels control_ppm purpose priority"),
    ARMS("arms.csv", Columns.PERSON + "campaign arm"),
    TOUCHES("touches.csv", Columns.PERSON + Columns.TOUCH),
    TOUCHES_LATER("touches-later.csv", Columns.PERSON + Columns.TOUCH),
    ORDERS(
            "orders.csv",
            Columns.PERSON
                    + "source type number occurred_at currency sales_channel store buyer sales_guide link_guide partner"
                    + " refund_of_source refund_of_number stated_total kind coupons deposit_at exchange_of_source"
                    + " exchange_of_number line_number brand sku category goods_class quantity amount cost"),
    /** What the services should find; nothing reads it but people. */
    TRUTH(
            "truth.csv",
            "campaign treated control reached expected_net_per_treated expected_net caused_orders caused_net");

    private final String file;
    private final List<String> columns;

    Sheet(String file, String columns) {
        this.file = file;
        this.columns = List.of(columns.split(" "));
    }

    String file() {
        return file;
    }

    List<String> columns() {
        return columns;
    }

    /** Columns that several files share. */
    private static final class Columns {
        private static final String PERSON = "member_code phone union_id card marketplace_id ";
        private static final String MEMBER =
                "recruit_brand recruited_at recruit_channel recruit_store recruit_guide binding_brand binding_store"
                        + " binding_guide binding_start binding_protected_until level points";
        private static final String TOUCH =
                "source number campaign channel guide store assigned_at executed_at delivered_at responded_at failed_at"
                        + " failure_reason cancelled_at coupon redeemed_source redeemed_number";

        private Columns() {}
    }
}
