package dev.touchline.touch.report;

import dev.touchline.touch.journey.Journey;
import dev.touchline.touch.journey.TouchKey;

/**
 * A touch as it is stored.
 *
 * @param id internal id
 * @param key external key
 * @param version version, from 1
 * @param journey what it is and what happened
 */
record TouchState(long id, TouchKey key, long version, Journey journey) {}
