package dev.touchline.report.performance;

import java.time.LocalDate;

/**
 * What a report covers.
 *
 * @param model number of the model in the contract, from 1
 * @param from first business day
 * @param to last business day, inclusive
 * @param brand brand key; empty: all
 * @param salesChannel number in the contract; 0: all
 * @param touchChannel number in the contract; 0: all
 * @param store key of the store of the sale; empty: all
 */
public record Scope(
        int model, LocalDate from, LocalDate to, String brand, int salesChannel, int touchChannel, String store) {}
