package dev.touchline.report.ledger;

import java.util.Arrays;

/**
 * What all models give one eligible touch of one sale and brand.
 *
 * @param channel number in the contract
 * @param amounts minor units; element m − 1 for the model with number m
 * @param shares parts of 10^12, in the same way
 */
record Credit(long saleId, String brand, long touchId, String campaign, int channel, long[] amounts, long[] shares) {

    /** An array as PostgreSQL reads it: {@code unnest} would flatten an array of arrays. */
    static String literal(long[] values) {
        String list = Arrays.toString(values);
        return '{' + list.substring(1, list.length() - 1) + '}';
    }
}
