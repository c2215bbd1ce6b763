package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.touch.journey.Addressee;
import dev.touchline.touch.journey.Candidate;
import dev.touchline.touch.journey.Report;
import dev.touchline.type.v1.IdentifierHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One item of a batch behind the edge.
 *
 * @param index position in the request
 * @param said what it says; an addressee only if named by id
 * @param identifiers the member by hashed identifiers; empty if named by id
 */
record TouchReport(int index, Report said, List<IdentifierHash> identifiers) {

    /** The report with the members that its identifiers belong to. */
    Report resolved(Map<ByteString, Long> known) {
        if (identifiers.isEmpty()) {
            return said;
        }
        Map<Candidate, Long> candidates = new HashMap<>();
        identifiers.forEach(
                identifier -> candidates.put(candidate(identifier), known.getOrDefault(identifier.getHash(), 0L)));
        return new Report(said.key(), said.content(), new Addressee(0, candidates), said.stages(), said.redeemedOn());
    }

    private static Candidate candidate(IdentifierHash identifier) {
        return Candidate.of(
                identifier.getTypeValue(),
                IdentifierHasher.strong(identifier.getType()),
                Candidates.digits(identifier.getHash()));
    }
}
