package dev.touchline.attribution.fold;

import dev.touchline.kit.money.LargestRemainder;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose the stages of an online order are, and the money that follows from it. A stage without an owner (nobody added the member
 * before the payment, nobody is bound, nobody but the house closed) leaves its part to the others, in proportion to theirs. If
 * no stage with a part has an owner, nothing is split.
 */
final class StageShares {
    /** Nothing is split. */
    static final StageShares NONE = new StageShares();

    private final List<RelationStage> stages = new ArrayList<>();
    private final List<Owner> owners = new ArrayList<>();
    private final List<Long> percents = new ArrayList<>();

    /** The stages of an order; {@code closed}: whose it would be if nothing were split. */
    static StageShares of(PerformanceCase asked, List<Recruitment> recruitments, Owner closed, StageSplit split) {
        if (split == null || asked.soldInStore()) {
            return NONE;
        }
        StageShares shares = new StageShares();
        shares.add(RelationStage.ADD, asked.adder(recruitments), split.add());
        shares.add(RelationStage.NURTURE, asked.nurturer(), split.nurture());
        shares.add(RelationStage.CLOSE, closed, split.close());
        return shares;
    }

    private void add(RelationStage stage, Owner owner, int percent) {
        if (percent > 0 && !owner.house()) {
            stages.add(stage);
            owners.add(owner);
            percents.add((long) percent);
        }
    }

    /** What each stage has; none if nothing is split. */
    List<PerformanceShare> split(long paid, long net) {
        List<PerformanceShare> shares = new ArrayList<>(stages.size());
        if (!stages.isEmpty()) {
            long[] ofPaid = LargestRemainder.split(paid, weights());
            long[] ofNet = LargestRemainder.split(net, weights());
            for (int i = 0; i < ofNet.length; i++) {
                shares.add(new PerformanceShare(
                        stages.get(i), owners.get(i), percents.get(i).intValue(), ofPaid[i], ofNet[i]));
            }
        }
        return shares;
    }

    /** By how much what each stage has changes when the net falls. */
    List<Long> change(long netBefore, long netAfter) {
        List<Long> change = new ArrayList<>(stages.size());
        if (!stages.isEmpty()) {
            long[] before = LargestRemainder.split(netBefore, weights());
            long[] after = LargestRemainder.split(netAfter, weights());
            for (int i = 0; i < before.length; i++) {
                change.add(after[i] - before[i]);
            }
        }
        return change;
    }

    private long[] weights() {
        return percents.stream().mapToLong(Long::longValue).toArray();
    }
}
