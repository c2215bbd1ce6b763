package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.touch.PersonForm;
import dev.touchline.touch.journey.Report;
import java.util.List;
import java.util.Map;

/**
 * One item of a batch behind the edge.
 *
 * @param index position in the request
 * @param said what it says; members only if they were named by id
 * @param hashes the member by hashed identifiers, strong ones first; empty if named by id
 */
record TouchReport(int index, Report said, List<ByteString> hashes) {

    /** The report with the members that its identifiers belong to. */
    Report resolved(Map<ByteString, Long> known) {
        return hashes.isEmpty()
                ? said
                : new Report(
                        said.key(),
                        said.content(),
                        PersonForm.members(hashes, known),
                        said.stages(),
                        said.redeemedOn());
    }
}
