package dev.touchline.cli.status;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.report.TextTable;
import dev.touchline.cli.report.Texts;
import dev.touchline.operations.v1.Backlog;
import dev.touchline.operations.v1.GetProgressResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline status}: how far the services are. */
@Command(
        name = "status",
        description = {
            "Prints how far each service is: events published, events that wait, backlogs.",
            "With --attributed only decides: exit code 0 once every accepted fact is attributed and reported, else 1.",
            ""
        },
        footer = {"", "Examples:", "  touchline status", "  touchline status --attributed --wait 120"})
public final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Option(names = "--attributed", description = "decide whether every accepted fact is attributed and reported")
    private boolean attributed;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "with --attributed: how long to wait for it (default: ${DEFAULT-VALUE})")
    private int waitSeconds;

    /** The command, writing to {@code console}. */
    public StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Connections connections = peers.connect()) {
            Watch watch = new Watch(connections);
            return attributed ? decide(watch) : describe(watch, connections);
        }
    }

    private int decide(Watch watch) {
        Completion completion =
                watch.await(List.of(Service.values()), Duration.ofSeconds(waitSeconds), console, "attributing");
        console.result(completion.complete() ? "attributed" : "not yet attributed");
        completion.pending().forEach(pending -> console.remark("  %s", pending));
        return completion.complete() ? ExitCode.OK : ExitCode.NOT_HOLDING;
    }

    private int describe(Watch watch, Connections connections) {
        Map<Service, GetProgressResponse> progress = watch.progress(List.of(Service.values()));
        Completion completion = Completion.of(progress);
        TextTable table = new TextTable()
                .words("service")
                .words("at")
                .numbers("published")
                .numbers("to publish")
                .numbers("to read")
                .words("backlogs");
        progress.forEach((service, state) -> table.row(
                service.serviceName(),
                connections.peers().of(service).toString(),
                Texts.count(
                        state.getHeadsList().stream().mapToLong(Long::longValue).sum()),
                Texts.count(state.getInbox()),
                Texts.count(toRead(completion, service)),
                state.getBacklogsList().stream()
                        .filter(backlog -> backlog.getCount() > 0)
                        .map(StatusCommand::backlog)
                        .collect(Collectors.joining(", "))));
        console.block(table.render());
        console.result(completion.complete() ? "attributed" : "not yet attributed");
        return ExitCode.OK;
    }

    private static long toRead(Completion completion, Service service) {
        return completion.pending().stream()
                .filter(pending ->
                        pending.service() == service && pending.what().startsWith("from "))
                .mapToLong(Completion.Pending::count)
                .sum();
    }

    private static String backlog(Backlog backlog) {
        return backlog.getName() + " " + Texts.count(backlog.getCount());
    }
}
