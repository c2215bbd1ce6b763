package dev.touchline.cli.policy;

import com.google.protobuf.Duration;
import dev.touchline.attribution.v1.ChannelPolicy;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.StageSplit;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.touch.v1.TouchStage;
import java.util.Locale;
import java.util.stream.Collectors;

/** A policy in the form that {@link PolicyFile} reads. */
final class PolicyYaml {
    private PolicyYaml() {}

    static String of(Policy policy) {
        StringBuilder yaml = new StringBuilder("version: \"" + policy.getVersion() + "\"\n");
        if (policy.hasHalfLife()) {
            yaml.append("half-life: ").append(duration(policy.getHalfLife())).append('\n');
        }
        if (policy.hasPosition()) {
            yaml.append(String.format(
                    "position: %d/%d/%d%n",
                    policy.getPosition().getFirst(),
                    policy.getPosition().getBetween(),
                    policy.getPosition().getLast()));
        }
        if (policy.hasPerformance()) {
            yaml.append("performance: {split: ").append(split(policy)).append("}\n");
        }
        if (policy.getChannelsCount() > 0) {
            yaml.append("channels:\n");
            policy.getChannelsList()
                    .forEach(each -> yaml.append("  ").append(channel(each)).append('\n'));
        }
        return yaml.toString();
    }

    private static String split(Policy policy) {
        StageSplit split = policy.getPerformance().getSplit();
        return policy.getPerformance().hasSplit()
                ? String.format(
                        "{add: %d, nurture: %d, close: %d}", split.getAdd(), split.getNurture(), split.getClose())
                : "none";
    }

    private static String channel(ChannelPolicy channel) {
        StringBuilder yaml = new StringBuilder(name(channel.getChannel(), "TOUCH_CHANNEL_") + ": {");
        String separator = "";
        if (channel.hasWindow() || channel.getUntilCampaignEnd()) {
            yaml.append("window: ").append(channel.hasWindow() ? duration(channel.getWindow()) : "campaign");
            separator = ", ";
        }
        if (channel.getPrecedenceClass() > 0) {
            yaml.append(separator).append("class: ").append(channel.getPrecedenceClass());
            separator = ", ";
        }
        if (channel.getReachedByCount() > 0) {
            yaml.append(separator)
                    .append("reached-by: [")
                    .append(channel.getReachedByList().stream()
                            .map((TouchStage stage) -> name(stage, "TOUCH_STAGE_"))
                            .collect(Collectors.joining(", ")))
                    .append("]");
        }
        return yaml.append("}").toString();
    }

    private static String name(Enum<?> constant, String prefix) {
        return Choices.label(constant, prefix).toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String duration(Duration duration) {
        long seconds = duration.getSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
