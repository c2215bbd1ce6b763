package dev.touchline.report.campaign;

/**
 * How far a touch came. Whoever was reached or responded was executed, whoever was executed was targeted.
 *
 * @param targeted assigned or further, and not withdrawn before anything was done
 * @param executed done, or proved to be done by what came after
 * @param reached qualified by the channel's rule
 * @param responded answered
 */
record Progress(boolean targeted, boolean executed, boolean reached, boolean responded) {}
