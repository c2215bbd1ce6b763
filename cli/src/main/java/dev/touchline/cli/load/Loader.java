package dev.touchline.cli.load;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.MappedFile;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.mapping.Row;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.progress.Progress;
import dev.touchline.cli.status.Completion;
import dev.touchline.cli.status.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads files into the services through their public contracts, as any client would. */
public final class Loader {
    private static final int BATCH = 500;
    private static final Duration MEMBERS_KNOWN = Duration.ofMinutes(10);

    private final Connections connections;
    private final Console console;
    private final Calls calls;

    /** A loader over connected services. */
    public Loader(Connections connections, Console console) {
        this.connections = connections;
        this.console = console;
        this.calls = new Calls(connections);
    }

    /**
     * Loads one file. Bad rows and refused items are reported on stderr and counted; the rest is loaded.
     *
     * @throws Failure if the file cannot be read at all, or a service does not answer
     */
    public Tally load(Path path, Mapping given, Entity entity) {
        // Fails if something must be given and is not.
        Mapping mapping = given.with(entity, Map.of());
        MappedFile file = new MappedFile(path, mapping, entity);
        calls.upsertBrands(mapping);
        if (entity == Entity.ARMS) {
            awaitMembersKnownToTouch();
        }
        if (entity == Entity.ORDERS && mapping.stores() != null) {
            calls.upsertStores(mapping, storesOf(file));
        }
        Tally tally = new Tally();
        try (Progress progress = console.progress("loading " + file.name(), "rows", file.lines())) {
            send(file, entity, new Answers(console, tally, progress));
        }
        return tally;
    }

    private void send(MappedFile file, Entity entity, Answers answers) {
        switch (entity) {
            case ORGANISATION ->
                run(
                        file,
                        new OrganisationRows((line, why) -> answers.leftOut(file.name(), line, why)),
                        new UnarySender<>(calls::organisation, answers, 1),
                        answers);
            case MEMBERS ->
                run(file, Assembler.rowByRow(MemberRows::read), new UnarySender<>(calls::members, answers, 4), answers);
            case CAMPAIGNS ->
                run(
                        file,
                        Assembler.rowByRow(CampaignRows::read),
                        new UnarySender<>(calls::campaigns, answers, 1),
                        answers);
            case ARMS ->
                run(
                        file,
                        Assembler.rowByRow(CampaignRows::readArm),
                        new UnarySender<>(calls::arms, answers, 4),
                        answers);
            case TOUCHES ->
                run(file, Assembler.rowByRow(TouchRows::read), new UnarySender<>(calls::touches, answers, 4), answers);
            case ORDERS ->
                run(
                        file,
                        new OrderRows((line, why) -> answers.leftOut(file.name(), line, why)),
                        new DocumentStream(connections, answers),
                        answers);
        }
    }

    private static <T> void run(MappedFile file, Assembler<T> assembler, BatchSender<T> sender, Answers answers) {
        List<Item<T>> batch = new ArrayList<>(BATCH);
        try (sender) {
            file.forEach(new MappedFile.RowSink() {
                @Override
                public void row(Row row) throws BadCell {
                    assembler.add(row, (line, message) -> offer(batch, new Item<>(file.name(), line, message), sender));
                }

                @Override
                public void bad(long line, String why) {
                    answers.badRow(file.name(), line, why);
                }

                @Override
                public void torn(long line, String why) {
                    assembler.lost();
                    bad(line, why);
                }

                @Override
                public void skipped(long line) {
                    answers.skippedRow();
                }
            });
            assembler.finish((line, message) -> offer(batch, new Item<>(file.name(), line, message), sender));
            if (!batch.isEmpty()) {
                sender.send(List.copyOf(batch));
            }
        }
    }

    private static <T> void offer(List<Item<T>> batch, Item<T> item, BatchSender<T> sender) {
        batch.add(item);
        if (batch.size() == BATCH) {
            sender.send(List.copyOf(batch));
            batch.clear();
        }
    }

    private static List<String> storesOf(MappedFile file) {
        OrderRows rows = new OrderRows((line, why) -> {});
        file.forEach(new MappedFile.RowSink() {
            @Override
            public void row(Row row) throws BadCell {
                rows.add(row, (line, document) -> {});
            }

            @Override
            public void bad(long line, String why) {
                // Reported when the file is loaded.
            }

            @Override
            public void torn(long line, String why) {
                // It names no store.
            }
        });
        return rows.storesSeen().stream().sorted().toList();
    }

    /** Arms are refused for people whom touch-svc does not know, so it must have read the members first. */
    private void awaitMembersKnownToTouch() {
        Completion completion = new Watch(connections)
                .await(List.of(Service.MEMBER, Service.TOUCH), MEMBERS_KNOWN, console, "touch-svc reads members");
        if (!completion.complete()) {
            throw new Failure(
                    ExitCode.UNAVAILABLE, "touch-svc does not come to know the members: " + completion.pending());
        }
    }
}
