package dev.touchline.attribution.fold;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The rules (口径) that turn facts into a ledger, as data.
 *
 * @param version name of these rules, written into every entry that they decided
 * @param channels one row for every channel
 * @param official the model whose credits are the official ledger
 * @param halfLife after which a touch weighs half, in the time-decay model; above 0
 * @param position weights of the position model
 * @param tradingDay where neither store nor brand is known
 * @param split how the net of online orders is split between stages; null: it is not, one owner has it
 */
public record Policy(
        String version,
        Map<Channel, ChannelRule> channels,
        Model official,
        Duration halfLife,
        PositionWeights position,
        TradingDay tradingDay,
        StageSplit split) {
    /** Refuses a table that leaves a channel without a row. */
    public Policy {
        channels = new EnumMap<>(channels);
        for (Channel channel : Channel.values()) {
            if (!channels.containsKey(channel)) {
                throw new IllegalArgumentException("channels: none for " + channel + " (expected: every channel)");
            }
        }
    }

    /** Rules that split nothing between stages. */
    public Policy(
            String version,
            Map<Channel, ChannelRule> channels,
            Model official,
            Duration halfLife,
            PositionWeights position,
            TradingDay tradingDay) {
        this(version, channels, official, halfLife, position, tradingDay, null);
    }

    /** The default policy. */
    public static Policy standard() {
        Map<Channel, ChannelRule> table = new EnumMap<>(Channel.class);
        // A coupon is issued and delivered in one step; a redemption without an issue is itself the touch.
        table.put(Channel.COUPON, proved(3, Stage.EXECUTED, Stage.DELIVERED, Stage.RESPONDED));
        table.put(Channel.CALL, proved(2, Stage.DELIVERED));
        table.put(Channel.GUIDE_TASK, claimed(2));
        table.put(Channel.ONE_TO_ONE, claimed(2));
        table.put(Channel.MOMENTS, claimed(4));
        table.put(Channel.GROUP, claimed(4));
        table.put(Channel.SMS, proved(3, Stage.DELIVERED));
        table.put(Channel.TEMPLATE_MESSAGE, proved(3, Stage.DELIVERED));
        table.put(Channel.VISIT_INVITATION, proved(3, Stage.DELIVERED));
        table.put(Channel.EVENT, proved(2, Stage.DELIVERED));
        table.put(Channel.LIVE_ROOM, proved(4, Stage.DELIVERED));
        return new Policy(
                "standard-1",
                table,
                Model.PRECEDENCE,
                Duration.ofDays(7),
                new PositionWeights(40, 20, 40),
                new TradingDay(ZoneOffset.UTC, 0));
    }

    ChannelRule ruleOf(Touch touch) {
        return channels.get(touch.channel());
    }

    private static ChannelRule proved(int strength, Stage... stages) {
        return new ChannelRule(Set.of(stages), false, null, strength);
    }

    private static ChannelRule claimed(int strength) {
        return new ChannelRule(Set.of(Stage.EXECUTED), true, null, strength);
    }
}
