package dev.touchline.attribution.fold.columns;

import dev.touchline.attribution.fold.TimeDecay;
import java.util.Arrays;

/** The touches that count for one entry, in their total order, and how a model weighs them. */
final class Eligibles {

    int[] campaign = new int[16];
    private byte[] channel = new byte[16];
    private boolean[] redeemed = new boolean[16];
    private long[] qualified = new long[16];
    int size;

    void clear() {
        size = 0;
    }

    void add(int ofCampaign, byte ofChannel, boolean isRedeemed, long at) {
        if (size == campaign.length) {
            campaign = Arrays.copyOf(campaign, size * 2);
            channel = Arrays.copyOf(channel, size * 2);
            redeemed = Arrays.copyOf(redeemed, size * 2);
            qualified = Arrays.copyOf(qualified, size * 2);
        }
        campaign[size] = ofCampaign;
        channel[size] = ofChannel;
        redeemed[size] = isRedeemed;
        qualified[size++] = at;
    }

    /** Whether all are of one campaign, which then has everything, whatever the model. */
    boolean ofOneCampaign() {
        for (int i = 1; i < size; i++) {
            if (campaign[i] != campaign[0]) {
                return false;
            }
        }
        return true;
    }

    /** The touch that takes all; −1 under models that share. */
    int winner(Rules rules) {
        return switch (rules.model) {
            case PRECEDENCE -> strongest(rules);
            case FIRST -> 0;
            case LAST -> size - 1;
            case LINEAR, POSITION, TIME_DECAY -> -1;
        };
    }

    private int strongest(Rules rules) {
        int winner = 0;
        int best = Integer.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            int strength = redeemed[i] ? 0 : rules.strength[channel[i]];
            if (strength <= best) {
                best = strength;
                winner = i;
            }
        }
        return winner;
    }

    /** The weights under a model that shares. */
    long[] weights(Rules rules) {
        return switch (rules.model) {
            case POSITION -> rules.policy.position().of(size);
            case TIME_DECAY -> decayed(rules);
            case PRECEDENCE, FIRST, LAST, LINEAR -> ones();
        };
    }

    private long[] ones() {
        long[] ones = new long[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private long[] decayed(Rules rules) {
        long[] weights = new long[size];
        double halfLife = TimeDecay.seconds(rules.policy.halfLife());
        for (int i = 0; i < size; i++) {
            weights[i] = TimeDecay.weight(Nanos.seconds(qualified[size - 1] - qualified[i]), halfLife);
        }
        return weights;
    }
}
