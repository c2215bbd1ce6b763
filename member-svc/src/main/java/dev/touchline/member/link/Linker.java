package dev.touchline.member.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The link graph in the hands of one batch: sets of names go in one after the other, and each finds, creates or merges.
 *
 * <ul>
 *   <li>A name belongs to one member for ever: the first that it was seen with.
 *   <li>The member of a set is the owner of its first known strong name. Weak names find a member only where no strong one
 *       is named: a shared device must not hand one person's phone to another.
 *   <li>Strong names with several owners show them to be one person. The person is called by the least id of its members.
 * </ul>
 *
 * @param <K> what identifies a name
 */
public final class Linker<K> {

    private final Map<K, Long> owners;
    private final Map<Long, Long> persons;
    private final LongSupplier ids;

    /**
     * A linker over what is known.
     *
     * @param owners member of each known name that will be asked for
     * @param persons person of each of these members, and of every member that is one person with them
     * @param ids ids for new members
     */
    public Linker(Map<K, Long> owners, Map<Long, Long> persons, LongSupplier ids) {
        this.owners = new HashMap<>(owners);
        this.persons = new HashMap<>(persons);
        this.ids = ids;
    }

    /** Links one set of names, at least one. */
    public Link<K> link(List<Name<K>> names) {
        boolean byStrong = names.stream().anyMatch(Name::strong);
        Set<Long> found = new LinkedHashSet<>();
        for (Name<K> name : names) {
            Long owner = owners.get(name.key());
            if (owner != null && name.strong() == byStrong) {
                found.add(owner);
            }
        }
        boolean created = found.isEmpty();
        long member = created ? create() : found.iterator().next();
        boolean merged = byStrong && merge(found);
        return new Link<>(member, created, merged, claim(names, member));
    }

    /** The person that each member is now. */
    public Map<Long, Long> persons() {
        return Map.copyOf(persons);
    }

    private long create() {
        long member = ids.getAsLong();
        persons.put(member, member);
        return member;
    }

    private List<Name<K>> claim(List<Name<K>> names, long member) {
        List<Name<K>> fresh = new ArrayList<>();
        for (Name<K> name : names) {
            if (owners.putIfAbsent(name.key(), member) == null) {
                fresh.add(name);
            }
        }
        return fresh;
    }

    private boolean merge(Set<Long> members) {
        TreeSet<Long> together = new TreeSet<>();
        members.forEach(member -> together.add(persons.get(member)));
        if (together.size() < 2) {
            return false;
        }
        long least = together.first();
        persons.replaceAll((member, person) -> together.contains(person) ? least : person);
        return true;
    }
}
