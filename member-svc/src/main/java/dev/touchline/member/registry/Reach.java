package dev.touchline.member.registry;

import dev.touchline.kit.access.Caller;
import dev.touchline.member.profile.Binding;
import dev.touchline.member.profile.Profile;
import dev.touchline.member.profile.Recruitment;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How far a caller reaches into what is stored of a member. A recruitment or binding is replaced by callers of its store and
 * brand only; points, level and relations by callers whose member it is. Anybody may add what was not there: the first who
 * tells a level is not asked whose member it is.
 */
record Reach(Caller caller) {

    /** Whether nothing that is stored for others changes with these news. */
    boolean covers(Profile known, Profile news) {
        return caller.wholeGroup()
                || keeps(known.recruitments(), news.recruitments(), this::owns)
                        && keeps(known.bindings(), news.bindings(), this::owns)
                        && (ownsMember(known) || keepsWhatIsOfNoPlace(known, news));
    }

    private static <K, V> boolean keeps(Map<K, V> known, Map<K, V> news, Predicate<V> own) {
        return known.entrySet().stream()
                .allMatch(each -> each.getValue().equals(news.get(each.getKey())) || own.test(each.getValue()));
    }

    private static boolean keepsWhatIsOfNoPlace(Profile known, Profile news) {
        return (known.points() == null || known.points().equals(news.points()))
                && (known.level().isEmpty() || known.level().equals(news.level()))
                && keeps(known.relations(), news.relations(), each -> false);
    }

    private boolean ownsMember(Profile known) {
        return known.recruitments().values().stream().anyMatch(this::owns)
                || known.bindings().values().stream().anyMatch(this::owns);
    }

    private boolean owns(Recruitment recruitment) {
        return caller.covers(recruitment.store(), recruitment.brand());
    }

    private boolean owns(Binding binding) {
        return caller.covers(binding.store(), binding.brand());
    }
}
