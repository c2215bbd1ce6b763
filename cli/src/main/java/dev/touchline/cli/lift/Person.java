package dev.touchline.cli.lift;

/**
 * A row of the file: a member as assigned.
 *
 * @param cluster empty: the member was drawn alone
 * @param unit who it is; empty: nobody says
 */
record Person(String arm, String cluster, String unit, boolean touched, double outcome, double covariate) {}
