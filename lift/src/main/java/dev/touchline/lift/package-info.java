/**
 * Incrementality: what a campaign caused, from arms that were drawn. Plain Java; sums in, figures out; no clock, no files.
 *
 * <pre>
 * TrialBuilder builder = new TrialBuilder();             // or Moments.ofMembers with the sums of a database
 * builder.add("treated", true, 120.50, 80.00);           // arm, touched, net in the window, net last year
 * Analysis analysis = Analysis.of(builder.build(), "control");
 * for (Comparison c : analysis.comparisons()) {
 *     c.difference(); c.lift(); c.incremental(); c.verdict(0.05);
 * }
 * </pre>
 */
package dev.touchline.lift;
