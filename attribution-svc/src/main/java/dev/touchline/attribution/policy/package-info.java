/** Policies (口径) as versions that are never changed: who adopted which, from when, and whom that concerns. */
package dev.touchline.attribution.policy;
