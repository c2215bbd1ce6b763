package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import dev.touchline.member.link.Link;
import dev.touchline.member.link.Linker;
import dev.touchline.member.link.Name;
import dev.touchline.member.profile.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    private final List<Link<ByteString>> links = new ArrayList<>();
    private final List<Boolean> changes = new ArrayList<>();

    Batch(Map<ByteString, Long> owners, Map<Long, MemberState> before, LongSupplier ids) {
        this.before = before;
        Map<Long, Long> persons =
                before.values().stream().collect(Collectors.toMap(MemberState::id, MemberState::person));
        this.linker = new Linker<>(owners, persons, ids);
        before.forEach((id, state) -> profiles.put(id, state.profile()));
    }

    void add(MemberReport report) {
        Link<ByteString> link = linker.link(report.names());
        Profile known = profiles.getOrDefault(link.member(), Profile.EMPTY);
        Profile news = known.plus(report.news()).named(code(report, link));
        profiles.put(link.member(), news);
        link.fresh().forEach(name -> claims.put(name.key(), link.member()));
        links.add(link);
        changes.add(link.news() || !news.equals(known));
    }

    boolean merged() {
        return links.stream().anyMatch(Link::merged);
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
        List<Registered> answers = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            Link<ByteString> link = links.get(i);
            answers.add(new Registered(link.member(), persons.get(link.member()), link.created(), changes.get(i)));
        }
        return answers;
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
