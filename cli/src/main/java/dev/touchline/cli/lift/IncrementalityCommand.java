package dev.touchline.cli.lift;

import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.GetIncrementalityResponse;
import dev.touchline.attribution.v1.IncrementalityServiceGrpc;
import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.report.Json;
import dev.touchline.type.v1.TouchChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline incrementality}: what campaigns caused, from the arms that the services hold. */
@Command(
        name = "incrementality",
        description = {
            "What campaigns caused (增量): the net of everybody assigned to an arm, reached or not, against the control, with 95 %%"
                    + " intervals and everything that was checked. `touchline lift` answers the same for a file.",
            "",
            "Increments of campaigns do not add up. The yearly number comes from the global holdout alone: a campaign with the"
                    + " purpose global-holdout, whose control is kept out of all marketing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline incrementality aurora-autumn-recall",
            "  touchline incrementality --channel call --format csv > calls.csv"
        })
public final class IncrementalityCommand implements Callable<Integer> {
    private static final double MOST_DETECT = 1_000;
    private static final long DEADLINE_SECONDS = 120;

    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CAMPAIGN",
            defaultValue = "",
            description = "its key; none: all")
    private String campaign;

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            defaultValue = "",
            description =
                    "only campaigns that use it, each with a result of its own: coupon, call, guide-task, one-to-one,"
                            + " moments, group, sms, template-message, visit-invitation, event, live-room")
    private String channel;

    @Option(names = "--brand", paramLabel = "KEY", defaultValue = "", description = "only campaigns of this brand")
    private String brand;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "CNY",
            description = "currency of the net (default: ${DEFAULT-VALUE}); others are left out")
    private String currency;

    @Option(
            names = "--detect",
            paramLabel = "PERCENT",
            defaultValue = "5",
            description = "the smallest lift that matters; \"not enough data; needs n\" is about it (default:"
                    + " ${DEFAULT-VALUE})")
    private double detect;

    @Option(names = "--format", defaultValue = "text", description = "text (default), csv or json")
    private Format format;

    /** The command, writing to {@code console}. */
    public IncrementalityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        GetIncrementalityResponse answer = all(request());
        switch (format) {
            case text -> console.block(IncrementalityText.of(answer, detect / 100));
            case csv -> console.block(IncrementalityCsv.of(answer));
            case json -> console.block(Json.of(answer));
        }
        return ExitCode.OK;
    }

    private GetIncrementalityRequest request() {
        if (!(detect >= 0.1 && detect <= MOST_DETECT)) {
            throw new Failure(ExitCode.USAGE, "--detect: " + detect + " (expected: 0.1 to 1000)");
        }
        return GetIncrementalityRequest.newBuilder()
                .setCampaign(campaign)
                .setChannel(channel())
                .setBrand(brand)
                .setCurrencyCode(currency)
                .setWorthFinding(detect / 100)
                .build();
    }

    private TouchChannel channel() {
        try {
            return channel.isEmpty()
                    ? TouchChannel.TOUCH_CHANNEL_UNSPECIFIED
                    : Choices.parse("--channel", channel, TouchChannel.class, "TOUCH_CHANNEL_");
        } catch (BadCell e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--channel: " + channel + " (expected: one of "
                            + Choices.names(TouchChannel.class, "TOUCH_CHANNEL_") + ")",
                    e);
        }
    }

    /** All pages as one. */
    private GetIncrementalityResponse all(GetIncrementalityRequest request) {
        GetIncrementalityResponse.Builder all = GetIncrementalityResponse.newBuilder();
        try (Connections connections = peers.connect()) {
            String token = "";
            do {
                GetIncrementalityResponse page = page(
                        connections, request.toBuilder().setPageToken(token).build());
                for (CampaignIncrementality each : page.getCampaignsList()) {
                    all.addCampaigns(each);
                }
                all.setRemark(page.getRemark());
                token = page.getNextPageToken();
            } while (!token.isEmpty());
        }
        return all.build();
    }

    private static GetIncrementalityResponse page(Connections connections, GetIncrementalityRequest request) {
        return connections.call(
                Service.ATTRIBUTION, IncrementalityServiceGrpc::newBlockingStub, stub -> stub.withDeadlineAfter(
                                DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .getIncrementality(request));
    }

    /** How it is printed. */
    enum Format {
        text,
        csv,
        json
    }
}
