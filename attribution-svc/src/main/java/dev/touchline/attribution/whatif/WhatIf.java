package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.Ledger;
import dev.touchline.attribution.fold.columns.ColumnFold;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.LedgerSums;
import dev.touchline.attribution.fold.columns.Sums;
import dev.touchline.attribution.fold.columns.Sums.Key;
import dev.touchline.attribution.fold.columns.Sums.Sum;
import dev.touchline.attribution.fold.columns.TooManySumsException;
import dev.touchline.attribution.v1.FactSource;
import dev.touchline.attribution.v1.WhatIfPhase;
import dev.touchline.attribution.v1.WhatIfResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One what-if from the question to the answer, on a thread that may wait: facts from memory, brought up to date; every person
 * folded under what is asked and under what is in force; sums side by side. The official side is what the ledger is as soon as
 * everybody who waits has been folded, so that a difference is the policy's or the model's, never a delay's.
 */
@ApplicationScoped
class WhatIf {

    private static final int PIECE = 4096;

    private final KeptFacts kept;
    private final StreamedFacts streamed;
    private final Threads threads;
    private final WhatIfConfig config;

    WhatIf(KeptFacts kept, StreamedFacts streamed, Threads threads, WhatIfConfig config) {
        this.kept = kept;
        this.streamed = streamed;
        this.threads = threads;
        this.config = config;
    }

    /** Sums on both sides. */
    record Sides(Map<Key, Sum> asked, Map<Key, Sum> official) {
        Sides() {
            this(new HashMap<>(), new HashMap<>());
        }

        void add(Sums toAsked, Sums toOfficial) {
            Sums.add(asked, toAsked.byKey());
            Sums.add(official, toOfficial.byKey());
        }
    }

    /** Answers a question. */
    WhatIfResult answer(Ask ask, Steps steps) {
        try {
            KeptFacts.Read read = kept.read(steps);
            Sides sides = new Sides();
            Dictionaries names;
            long persons;
            if (read.facts() == null) {
                names = new Dictionaries();
                persons = streamed(ask, names, sides, steps);
            } else {
                names = read.facts().names();
                persons = read.facts().persons();
                fold(ask, read.facts(), read.background(), sides, steps);
            }
            return new Answer(names, ask, sides, config.maxRows())
                    .message()
                    .setPersons(persons)
                    .setWaiting(read.waiting())
                    .setSource(read.source())
                    .build();
        } catch (TooManySumsException tooMany) {
            throw Answer.tooManyRows(config.maxRows());
        }
    }

    /** The same answer without any facts in memory. */
    WhatIfResult streamedAnswer(Ask ask, Steps steps) {
        Sides sides = new Sides();
        Dictionaries names = new Dictionaries();
        long persons = streamed(ask, names, sides, steps);
        return new Answer(names, ask, sides, config.maxRows())
                .message()
                .setPersons(persons)
                .setSource(FactSource.FACT_SOURCE_STREAMED)
                .build();
    }

    private long streamed(Ask ask, Dictionaries names, Sides sides, Steps steps) {
        Sums toAsked = sums();
        Sums toOfficial = sums();
        long persons = streamed.fold(ask, names, toAsked, toOfficial, steps);
        sides.add(toAsked, toOfficial);
        return persons;
    }

    private void fold(Ask ask, Facts facts, Background.State background, Sides sides, Steps steps) {
        steps.begin(WhatIfPhase.WHAT_IF_PHASE_FOLDING, facts.persons());
        ColumnFold fold = new ColumnFold(
                background.reference().campaigns(),
                facts.names(),
                ask.policies(),
                ask.model(),
                ask.inForce(),
                ask.question(facts.names()));
        AtomicInteger next = new AtomicInteger();
        List<Piece> pieces = pieces(facts);
        List<Callable<Void>> workers = new ArrayList<>();
        for (int i = 0; i < threads.folding(); i++) {
            workers.add(() -> {
                Sums toAsked = sums();
                Sums toOfficial = sums();
                for (int at = next.getAndIncrement(); at < pieces.size(); at = next.getAndIncrement()) {
                    Piece piece = pieces.get(at);
                    fold.fold(piece.segment.columns(), piece.from, piece.to, piece.segment.skip(), toAsked, toOfficial);
                    steps.more(piece.to - piece.from);
                }
                synchronized (sides) {
                    sides.add(toAsked, toOfficial);
                }
                return null;
            });
        }
        threads.all(workers);
        foldOdd(ask, facts, background, sides);
    }

    /** Persons that do not fit into columns, by the fold itself. */
    private void foldOdd(Ask ask, Facts facts, Background.State background, Sides sides) {
        if (facts.odd().isEmpty()) {
            return;
        }
        Sums toAsked = sums();
        Sums toOfficial = sums();
        LedgerSums sums = new LedgerSums(facts.names(), ask.question(facts.names()));
        facts.odd().values().forEach(person -> {
            Ledger asked = new Fold(background.reference(), ask.policies()).ledger(person);
            sums.add(asked, ask.policies(), ask.model(), toAsked);
            sums.add(new Fold(background.reference(), ask.inForce()).ledger(person), ask.inForce(), null, toOfficial);
        });
        sides.add(toAsked, toOfficial);
    }

    /** Persons from {@code from} to before {@code to}. */
    private record Piece(Segment segment, int from, int to) {}

    private static List<Piece> pieces(Facts facts) {
        List<Piece> pieces = new ArrayList<>();
        for (Segment segment : facts.segments()) {
            for (int from = 0; from < segment.columns().size(); from += PIECE) {
                pieces.add(new Piece(segment, from, Math.min(segment.columns().size(), from + PIECE)));
            }
        }
        return pieces;
    }

    private Sums sums() {
        return new Sums(config.maxRows());
    }
}
