package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import dev.touchline.member.link.Link;
import dev.touchline.member.link.Linker;
import dev.touchline.member.link.Name;
import dev.touchline.member.profile.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** What a batch of reports makes of the members that it names: everything is decided here, nothing is read or written. */
final class Batch {

    private final Map<Long, MemberState> before;
    private final Linker<ByteString> linker;
    private final Map<Long, Profile> profiles = new HashMap<>();
    private final Map<ByteString, Long> claims = new LinkedHashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final Reach reach;
    private final Set<MemberReport> denied;

    /** A report and what it did; without link if it was denied. */
    private record Taken(Link<ByteString> link, boolean changed) {}

    private Batch(
            Map<ByteString, Long> owners,
            Map<Long, MemberState> before,
            LongSupplier ids,
            Reach reach,
            Set<MemberReport> denied) {
        this.before = before;
        this.reach = reach;
        this.denied = new HashSet<>(denied);
        Map<Long, Long> persons =
                before.values().stream().collect(Collectors.toMap(MemberState::id, MemberState::person));
        this.linker = new Linker<>(owners, persons, ids);
        before.forEach((id, state) -> profiles.put(id, state.profile()));
    }

    /**
     * A batch of reports. One that is denied must leave no trace in the links of the others, so that all begins again without
     * it, until nobody is denied any more.
     *
     * @param ids ids for new members, as many as there are reports
     */
    static Batch of(
            List<MemberReport> reports,
            Map<ByteString, Long> owners,
            Map<Long, MemberState> before,
            List<Long> ids,
            Reach reach) {
        Set<MemberReport> denied = Set.of();
        while (true) {
            Iterator<Long> next = ids.iterator();
            Batch batch = new Batch(owners, before, next::next, reach, denied);
            reports.forEach(batch::add);
            if (batch.denied.size() == denied.size()) {
                return batch;
            }
            denied = batch.denied;
        }
    }

    private void add(MemberReport report) {
        if (denied.contains(report)) {
            taken.add(new Taken(null, false));
            return;
        }
        Link<ByteString> link = linker.link(report.names());
        Profile known = profiles.getOrDefault(link.member(), Profile.EMPTY);
        Profile news = known.plus(report.news()).named(code(report, link));
        if (!reach.covers(known, news)) {
            denied.add(report);
            return;
        }
        profiles.put(link.member(), news);
        link.fresh().forEach(name -> claims.put(name.key(), link.member()));
        taken.add(new Taken(link, link.news() || !news.equals(known)));
    }

    boolean merged() {
        return taken.stream()
                .anyMatch(each -> each.link() != null && each.link().merged());
    }

    /** Identifiers that were nobody's, and whose they are now. */
    Map<ByteString, Long> claims() {
        return claims;
    }

    /** Members that are different than before, by id, each one version further. */
    List<MemberState> changed() {
        List<MemberState> changed = new ArrayList<>();
        Set<Long> richer = new HashSet<>(claims.values());
        new TreeMap<>(linker.persons()).forEach((id, person) -> {
            MemberState old = before.get(id);
            Profile profile = profiles.get(id);
            if (old == null) {
                changed.add(new MemberState(id, person, 1, profile));
            } else if (old.person() != person || !old.profile().equals(profile) || richer.contains(id)) {
                changed.add(old.next(person, profile));
            }
        });
        return changed;
    }

    /** The answers, in the order of the reports. */
    List<Registered> answers() {
        Map<Long, Long> persons = linker.persons();
        return taken.stream().map(each -> answer(each, persons)).toList();
    }

    private static Registered answer(Taken each, Map<Long, Long> persons) {
        Link<ByteString> link = each.link();
        return link == null
                ? Registered.OUT_OF_SCOPE
                : new Registered(link.member(), persons.get(link.member()), link.created(), each.changed());
    }

    /** Identifiers that only denied reports named: still nobody's. */
    Set<ByteString> unclaimed() {
        return denied.stream()
                .flatMap(report -> report.aliases().stream())
                .map(Alias::hash)
                .filter(hash -> !claims.containsKey(hash))
                .collect(Collectors.toSet());
    }

    private static String code(MemberReport report, Link<ByteString> link) {
        List<ByteString> fresh = link.fresh().stream().map(Name::key).toList();
        return report.aliases().stream()
                .filter(alias -> !alias.code().isEmpty() && fresh.contains(alias.hash()))
                .map(Alias::code)
                .findFirst()
                .orElse("");
    }
}
