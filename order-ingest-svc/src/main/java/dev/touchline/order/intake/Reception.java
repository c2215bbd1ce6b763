package dev.touchline.order.intake;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.document.Changes;
import dev.touchline.order.rule.BuyerRules;
import dev.touchline.order.rule.DocumentRules;
import dev.touchline.order.rule.KeyRules;
import dev.touchline.order.rule.TimeRules;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Replay;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierHash;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Reads documents at the edge: identifiers become hashes before anything else sees them, then the rules are asked. */
@ApplicationScoped
class Reception {

    private final IdentifierHasher hasher;
    private final DocumentRules rules;
    private final Clock clock;

    Reception(IdentifierHasher hasher, IntakeConfig config, Clock clock) {
        this.hasher = hasher;
        this.rules = new DocumentRules(new TimeRules(clock, config.earliest(), config.ahead()));
        this.clock = clock;
    }

    /** Reads a batch. */
    List<Reading> read(List<Document> documents) {
        Timestamp now = ProtoTime.timestamp(clock.instant());
        List<Reading> readings = new ArrayList<>(documents.size());
        for (Document document : documents) {
            readings.add(read(readings.size(), document, now));
        }
        return readings;
    }

    /** Asks the rules again about a document that was kept. */
    Reading readAgain(int index, AcceptedDocument kept) {
        return new Reading(index, kept, rules.firstBroken(kept).orElse(null));
    }

    /** Reads a document that was kept with changes of some of its fields: what is not changed stays, identifiers included. */
    Reading readChanged(int index, AcceptedDocument kept, Replay replay) {
        try {
            if (replay.hasCorrected()) {
                throw Rejection.field(
                        ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "changes", "beside corrected", "one of the two");
            }
            AcceptedDocument changed = Changes.apply(kept, replay.getChangesList());
            KeyRules.keepable(changed.getDocument());
            return readAgain(
                    index,
                    changed.toBuilder()
                            .setRecordedAt(ProtoTime.timestamp(clock.instant()))
                            .build());
        } catch (Rejection unusable) {
            return new Reading(index, null, unusable);
        }
    }

    private Reading read(int index, Document document, Timestamp now) {
        try {
            KeyRules.keepable(document);
        } catch (Rejection unusable) {
            return new Reading(index, null, unusable);
        }
        AcceptedDocument.Builder accepted = AcceptedDocument.newBuilder()
                .setDocument(document.toBuilder().clearIdentifiers())
                .setRecordedAt(now);
        Rejection unreadable = null;
        // One more than allowed is enough for the rules to see that there are too many.
        for (Identifier identifier : document.getIdentifiersList().stream()
                .limit(BuyerRules.MAX_IDENTIFIERS + 1)
                .toList()) {
            try {
                accepted.addIdentifiers(hasher.hash(identifier));
            } catch (Rejection malformed) {
                unreadable = malformed;
                accepted.addIdentifiers(IdentifierHash.newBuilder().setTypeValue(identifier.getTypeValue()));
            }
        }
        Reading reading = readAgain(index, accepted.build());
        return unreadable == null ? reading : new Reading(index, reading.accepted(), unreadable);
    }
}
