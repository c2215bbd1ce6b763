package dev.touchline.member.link;

import java.util.List;

/**
 * What became of one set of names.
 *
 * @param <K> what identifies a name
 * @param member the member that the names belong to
 * @param created whether the member is new
 * @param merged whether the names showed members to be one person that were not so before
 * @param fresh names that were nobody's and are the member's from now on
 */
public record Link<K>(long member, boolean created, boolean merged, List<Name<K>> fresh) {

    /** Whether anything is different than before. */
    public boolean news() {
        return created || merged || !fresh.isEmpty();
    }
}
