package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.touch.Forms;
import dev.touchline.touch.journey.Journey;
import dev.touchline.touch.journey.Report;
import dev.touchline.touch.journey.TouchKey;
import dev.touchline.touch.journey.Verdict;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch of reports of touches: what may be inserted, and what each report does to its touch. */
final class Batch {

    private final Scope scope;
    private final List<TouchReport> sound = new ArrayList<>();
    private final List<Report> resolved = new ArrayList<>();
    private final Map<TouchKey, Journey> first = new LinkedHashMap<>();
    private final List<ItemResult> answers = new ArrayList<>();

    /** Resolves people, and refuses reports that contradict themselves or are not the caller's. */
    Batch(List<TouchReport> reports, Map<ByteString, Long> known, Scope scope) {
        this.scope = scope;
        for (TouchReport each : reports) {
            if (!scope.covers(each.said().content())) {
                answers.add(outOfScope(each));
                continue;
            }
            Report report = each.resolved(known);
            Journey begun = Journey.begin(report.content());
            Verdict verdict = begun.hear(report);
            if (verdict instanceof Verdict.Refused refused) {
                answers.add(Items.rejected(each.index(), rejection(report.key(), refused)));
            } else {
                sound.add(each);
                resolved.add(report);
                first.putIfAbsent(report.key(), verdict.after(begun));
            }
        }
    }

    /** Each touch as its first sound report says. */
    Map<TouchKey, Journey> first() {
        return first;
    }

    /** Touches that were there before. */
    Collection<TouchKey> missing(Map<TouchKey, Long> created) {
        return first.keySet().stream().filter(key -> !created.containsKey(key)).toList();
    }

    /** Lets each touch hear its reports, in order. */
    List<Draft> judge(Map<TouchKey, Long> created, List<TouchState> found) {
        Map<TouchKey, Draft> drafts = new HashMap<>();
        created.forEach((key, id) -> drafts.put(key, Draft.created(id, key, first.get(key))));
        found.forEach(state -> drafts.put(state.key(), Draft.of(state)));
        for (int i = 0; i < sound.size(); i++) {
            TouchReport asked = sound.get(i);
            TouchKey key = resolved.get(i).key();
            Draft draft = drafts.get(key);
            if (!scope.covers(draft.content())) {
                answers.add(outOfScope(asked));
                continue;
            }
            Verdict verdict = draft.hear(resolved.get(i));
            answers.add(answer(asked.index(), key, verdict));
        }
        return List.copyOf(drafts.values());
    }

    /** The answers so far, in any order. */
    List<ItemResult> answers() {
        return answers;
    }

    private static ItemResult outOfScope(TouchReport asked) {
        return Items.rejected(asked.index(), Caller.outOfScope("touch"));
    }

    private static ItemResult answer(int index, TouchKey key, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return Items.rejected(index, rejection(key, refused));
        }
        return verdict instanceof Verdict.News ? Items.accepted(index) : Items.duplicate(index);
    }

    private static Rejection rejection(TouchKey key, Verdict.Refused refused) {
        Rejection rejection = Forms.refused(
                switch (refused.reason()) {
                    case OTHER_CONTENT -> ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE;
                    case OTHER_STAGE -> ErrorReason.ERROR_REASON_CONFLICTING_STAGE;
                    case NOT_REDEEMABLE -> ErrorReason.ERROR_REASON_COUPON_NOT_REDEEMABLE;
                },
                refused.field(),
                refused.got(),
                refused.expected());
        Map<String, String> metadata = new HashMap<>(rejection.metadata());
        metadata.put("key", key.toString());
        return new Rejection(rejection.code(), rejection.reason(), rejection.getMessage(), metadata);
    }
}
