package dev.touchline.member.link;

/**
 * One way in which a member is called.
 *
 * @param <K> what identifies the name; equal keys are the same name
 * @param key the name
 * @param strong whether it may show that two members are one person
 */
public record Name<K>(K key, boolean strong) {}
