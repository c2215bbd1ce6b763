/**
 * Members: resolve or create by identifiers, merge, split, and tell others.
 *
 * <p>This is the batched path, so it uses the reactive {@code Pool} and not Panache: a batch of 500 members is a handful of
 * statements with array parameters, the locks must be taken in one order by statements that say so, and the feed rows
 * must be written on the same connection. A persistence context would send row by row and lock as it happens to load.
 *
 * <p>Locks, always in this order: new identifiers by hash, the merge lock (only who merges or splits), members by id.
 */
package dev.touchline.member.registry;
