package dev.touchline.cli.policy;

import com.google.protobuf.Duration;
import dev.touchline.attribution.v1.ChannelPolicy;
import dev.touchline.attribution.v1.PerformancePolicy;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PositionPolicy;
import dev.touchline.attribution.v1.StageSplit;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.mapping.YamlNode;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.TouchChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A policy that a person wrote: only what differs from the rules in force. Every complaint says where. */
public final class PolicyFile {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Pattern WEIGHTS = Pattern.compile("(\\d{1,4})/(\\d{1,4})/(\\d{1,4})");

    private PolicyFile() {}

    /** The policy in a file. */
    public static Policy read(Path file) {
        try {
            return parse(Files.readString(file), file.getFileName().toString());
        } catch (IOException unreadable) {
            throw new Failure(ExitCode.USAGE, file + ": cannot be read", unreadable);
        }
    }

    static Policy parse(String text, String name) {
        YamlNode root = YamlNode.of(name, load(text, name))
                .only(Set.of("version", "half-life", "position", "channels", "performance"));
        Policy.Builder policy = Policy.newBuilder().setVersion(root.required("version"));
        if (root.has("half-life")) {
            policy.setHalfLife(duration(name + ".half-life", root.required("half-life")));
        }
        if (root.has("position")) {
            policy.setPosition(position(name + ".position", root.required("position")));
        }
        if (root.has("channels")) {
            YamlNode channels = root.node("channels");
            channels.entries().keySet().forEach(key -> policy.addChannels(channel(key, channels.node(key))));
        }
        if (root.has("performance")) {
            policy.setPerformance(performance(root.node("performance")));
        }
        return policy.build();
    }

    private static PerformancePolicy performance(YamlNode node) {
        node.only(Set.of("split"));
        PerformancePolicy.Builder performance = PerformancePolicy.newBuilder();
        if (!node.required("split").equals("none")) {
            YamlNode split = node.node("split").only(Set.of("add", "nurture", "close"));
            performance.setSplit(StageSplit.newBuilder()
                    .setAdd(percent(split, "add"))
                    .setNurture(percent(split, "nurture"))
                    .setClose(percent(split, "close")));
        }
        return performance.build();
    }

    private static int percent(YamlNode split, String stage) {
        String text = split.text(stage, "0");
        if (!text.matches("\\d{1,3}")) {
            throw malformed(split.path() + "." + stage, text, "percent, 0 to 100");
        }
        return Integer.parseInt(text);
    }

    private static Object load(String text, String name) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException malformed) {
            throw new Failure(ExitCode.USAGE, name + ": not YAML: " + malformed.getMessage(), malformed);
        }
    }

    private static ChannelPolicy channel(String key, YamlNode node) {
        node.only(Set.of("window", "class", "reached-by"));
        ChannelPolicy.Builder channel =
                ChannelPolicy.newBuilder().setChannel(choice(node.path(), key, TouchChannel.class, "TOUCH_CHANNEL_"));
        String window = node.text("window", "");
        if (window.equals("campaign")) {
            channel.setUntilCampaignEnd(true);
        } else if (!window.isEmpty()) {
            channel.setWindow(duration(node.path() + ".window", window));
        }
        if (node.has("class")) {
            channel.setPrecedenceClass(precedenceClass(node.path() + ".class", node.required("class")));
        }
        Object stages = node.entries().get("reached-by");
        for (Object stage : stages instanceof List<?> list ? list : stages == null ? List.of() : List.of(stages)) {
            channel.addReachedBy(
                    choice(node.path() + ".reached-by", String.valueOf(stage), TouchStage.class, "TOUCH_STAGE_"));
        }
        return channel.build();
    }

    private static int precedenceClass(String where, String text) {
        if (!text.matches("[1-9]")) {
            throw malformed(where, text, "1 (the strongest) to 9");
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(String where, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw malformed(where, text, "a whole number with s, m, h or d, e.g. 3d");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "s" -> 1;
                    case "m" -> 60;
                    case "h" -> 3_600;
                    default -> 86_400;
                };
        return Duration.newBuilder()
                .setSeconds(Long.parseLong(matcher.group(1)) * unit)
                .build();
    }

    private static PositionPolicy position(String where, String text) {
        Matcher matcher = WEIGHTS.matcher(text);
        if (!matcher.matches()) {
            throw malformed(where, text, "first/between/last, e.g. 40/20/40");
        }
        return PositionPolicy.newBuilder()
                .setFirst(Integer.parseInt(matcher.group(1)))
                .setBetween(Integer.parseInt(matcher.group(2)))
                .setLast(Integer.parseInt(matcher.group(3)))
                .build();
    }

    private static <E extends Enum<E>> E choice(String where, String text, Class<E> type, String prefix) {
        try {
            return Choices.parse(where, text, type, prefix);
        } catch (BadCell unknown) {
            throw malformed(where, text, "one of " + Choices.names(type, prefix));
        }
    }

    private static Failure malformed(String where, String got, String expected) {
        return new Failure(ExitCode.USAGE, where + ": " + got + " (expected: " + expected + ")");
    }
}
