/**
 * Brands, regions, stores, guides and partners, with the effective-dated placements of stores and guides: what is CRUD, with
 * Hibernate Reactive Panache.
 *
 * <p>Events are written by the session's own connection, so that a unit and its event are on disk together. Writers of the
 * organisation take turns (one lock for all): it changes rarely, and versions then need no second look.
 */
package dev.touchline.member.organisation;
