package dev.touchline.cli.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a file may hold, with the fields that a mapping may fill; those in {@code required} it must fill. */
public enum Entity {
    /** Brands, regions, stores, guides and partners, one or more rows each. */
    ORGANISATION(
            "kind key",
            "name brand time_zone cut_off_hour parent store_kind cloud placement placement_start placement_end"
                    + " partner_kind",
            false),
    /** Members: one row each, or several with the same identifiers. */
    MEMBERS(
            "",
            "recruit_brand recruited_at recruit_channel recruit_store recruit_guide recruit_campaign recruit_code"
                    + " binding_brand binding_store binding_guide binding_start binding_end binding_protected_until"
                    + " binding_mode binding_end_reason binding_cloud_guide relation_kind relation_counterpart"
                    + " relation_start relation_end relation_ended_by points level",
            true),
    /** Campaigns, one row each. */
    CAMPAIGNS(
            "key start end", "name brand channels control_ppm unit purpose budget crowd priority cancelled_at", false),
    /** Arms: which unit is treated and which is held out, one row each. */
    ARMS("campaign", "store arm", true),
    /** Reports of touches, one row each. */
    TOUCHES(
            "number channel",
            "source campaign guide store assigned_at executed_at delivered_at responded_at failed_at failure_reason"
                    + " cancelled_at coupon redeemed_source redeemed_number message_class cost expires_at by_cloud_guide",
            true),
    /** Orders and refunds, one row a line, the lines of a document one after another. */
    ORDERS(
            "number occurred_at amount",
            "source type version currency sales_channel store buyer shipping_store sales_guide link_guide partner"
                    + " bound_guide touch_guide refund_of_source refund_of_number refund_of_line stated_total kind payment_number coupons"
                    + " deposit_at exchange_of_source exchange_of_number line_number brand sku category goods_class"
                    + " quantity cost line_key paid_total refund_amount refund_number refund_at",
            true);

    private final List<String> required;
    private final Set<String> optional;
    private final boolean identified;

    Entity(String required, String optional, boolean identified) {
        this.required = words(required);
        this.optional = Set.copyOf(words(optional));
        this.identified = identified;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    /** Name in mappings and on the command line, e.g. "campaigns". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Fields that every mapping of this entity fills. */
    public List<String> required() {
        return required;
    }

    /** Whether a mapping may fill {@code field}. */
    public boolean knows(String field) {
        return required.contains(field) || optional.contains(field);
    }

    /** Whether its rows name a person by identifiers. */
    public boolean identified() {
        return identified;
    }
}
