package dev.touchline.attribution.policy;

import com.google.protobuf.util.Durations;
import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.ChannelRule;
import dev.touchline.attribution.fold.PositionWeights;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.StageSplit;
import dev.touchline.attribution.v1.ChannelPolicy;
import dev.touchline.attribution.v1.PerformancePolicy;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PositionPolicy;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.TouchChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Policies as messages and as the fold knows them. A complete message says everything, channels and stages in order. */
final class PolicyMessages {

    private PolicyMessages() {}

    /**
     * A valid policy, with what it does not say taken from one that is complete, or was before there were as many channels: those
     * are as in the default policy.
     */
    static Policy completed(Policy policy, Policy by) {
        Map<Integer, ChannelPolicy> channels = new TreeMap<>();
        dev.touchline.attribution.fold.Policy.standard().channels().forEach((channel, rule) -> {
            ChannelPolicy standard = message(channel, rule);
            channels.put(standard.getChannelValue(), standard);
        });
        by.getChannelsList().forEach(each -> channels.put(each.getChannelValue(), each));
        policy.getChannelsList()
                .forEach(each -> channels.computeIfPresent(
                        each.getChannelValue(), (channel, before) -> completed(each, before)));
        return Policy.newBuilder()
                .setVersion(policy.getVersion())
                .addAllChannels(channels.values())
                .setHalfLife(policy.hasHalfLife() ? policy.getHalfLife() : by.getHalfLife())
                .setPosition(policy.hasPosition() ? policy.getPosition() : by.getPosition())
                .setPerformance(policy.hasPerformance() ? policy.getPerformance() : by.getPerformance())
                .build();
    }

    private static ChannelPolicy completed(ChannelPolicy channel, ChannelPolicy by) {
        ChannelPolicy.Builder complete = by.toBuilder();
        if (channel.hasWindow()) {
            complete.setWindow(channel.getWindow()).setUntilCampaignEnd(false);
        } else if (channel.getUntilCampaignEnd()) {
            complete.clearWindow().setUntilCampaignEnd(true);
        }
        if (channel.getPrecedenceClass() != 0) {
            complete.setPrecedenceClass(channel.getPrecedenceClass());
        }
        if (channel.getReachedByCount() > 0) {
            complete.clearReachedBy();
            channel.getReachedByList().stream().sorted().forEach(complete::addReachedBy);
        }
        return complete.build();
    }

    /**
     * A complete policy as the fold knows it. What no policy may change is as it always is: the official model, the day without
     * brand and store, and whether a failure disproves what was claimed; and so are channels that are younger than the policy.
     */
    static dev.touchline.attribution.fold.Policy policy(Policy complete, String label) {
        dev.touchline.attribution.fold.Policy standard = dev.touchline.attribution.fold.Policy.standard();
        Map<Channel, ChannelRule> channels = new EnumMap<>(standard.channels());
        for (ChannelPolicy rule : complete.getChannelsList()) {
            Channel channel = Channel.values()[rule.getChannelValue() - 1];
            Set<Stage> reachedBy = rule.getReachedByList().stream()
                    .map(stage -> Stage.values()[stage.getNumber() - 1])
                    .collect(Collectors.toUnmodifiableSet());
            boolean failureDisproves = standard.channels().get(channel).failureDisproves();
            Duration window = rule.getUntilCampaignEnd()
                    ? null
                    : Duration.ofSeconds(rule.getWindow().getSeconds());
            channels.put(channel, new ChannelRule(reachedBy, failureDisproves, window, rule.getPrecedenceClass()));
        }
        PositionPolicy position = complete.getPosition();
        return new dev.touchline.attribution.fold.Policy(
                label,
                channels,
                standard.official(),
                Duration.ofSeconds(complete.getHalfLife().getSeconds()),
                new PositionWeights(position.getFirst(), position.getBetween(), position.getLast()),
                standard.tradingDay(),
                split(complete.getPerformance()));
    }

    private static StageSplit split(PerformancePolicy performance) {
        return performance.hasSplit()
                ? new StageSplit(
                        performance.getSplit().getAdd(),
                        performance.getSplit().getNurture(),
                        performance.getSplit().getClose())
                : null;
    }

    /** A policy of the fold as a complete message of that name. */
    static Policy message(dev.touchline.attribution.fold.Policy policy, String name) {
        Policy.Builder message = Policy.newBuilder()
                .setVersion(name)
                .setHalfLife(Durations.fromSeconds(policy.halfLife().toSeconds()))
                .setPosition(PositionPolicy.newBuilder()
                        .setFirst(policy.position().first())
                        .setBetween(policy.position().between())
                        .setLast(policy.position().last()));
        policy.channels().forEach((channel, rule) -> message.addChannels(message(channel, rule)));
        PerformancePolicy.Builder performance = PerformancePolicy.newBuilder();
        if (policy.split() != null) {
            performance
                    .getSplitBuilder()
                    .setAdd(policy.split().add())
                    .setNurture(policy.split().nurture())
                    .setClose(policy.split().close());
        }
        return message.setPerformance(performance).build();
    }

    private static ChannelPolicy message(Channel channel, ChannelRule rule) {
        ChannelPolicy.Builder message = ChannelPolicy.newBuilder()
                .setChannel(TouchChannel.forNumber(channel.ordinal() + 1))
                .setPrecedenceClass(rule.strength());
        if (rule.window() == null) {
            message.setUntilCampaignEnd(true);
        } else {
            message.setWindow(Durations.fromSeconds(rule.window().toSeconds()));
        }
        rule.reachedBy().stream()
                .sorted()
                .forEach(stage -> message.addReachedBy(TouchStage.forNumber(stage.ordinal() + 1)));
        return message.build();
    }
}
