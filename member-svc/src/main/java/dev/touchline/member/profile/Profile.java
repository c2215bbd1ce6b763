package dev.touchline.member.profile;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one member, apart from who it is.
 *
 * @param code how files and people name the member; empty: no such name
 * @param points imported balance; null: unknown
 * @param level imported level; empty: unknown
 * @param recruitments by brand
 * @param bindings by start
 * @param relations by start
 */
public record Profile(
        String code,
        Long points,
        String level,
        SortedMap<String, Recruitment> recruitments,
        SortedMap<Binding.Key, Binding> bindings,
        SortedMap<Relation.Key, Relation> relations) {

    /** Nothing is known. */
    public static final Profile EMPTY = of("", null, "", List.of(), List.of(), List.of());

    /** A profile of lists; of two recruitments for one brand the earlier stands, of others with one key the last. */
    public static Profile of(
            String code,
            Long points,
            String level,
            List<Recruitment> recruitments,
            List<Binding> bindings,
            List<Relation> relations) {
        TreeMap<String, Recruitment> byBrand = new TreeMap<>();
        recruitments.forEach(each -> byBrand.merge(each.brand(), each, Recruitment::first));
        TreeMap<Binding.Key, Binding> byStart = new TreeMap<>();
        bindings.forEach(each -> byStart.put(each.key(), each));
        TreeMap<Relation.Key, Relation> byKey = new TreeMap<>();
        relations.forEach(each -> byKey.put(each.key(), each));
        return new Profile(code, points, level, fixed(byBrand), fixed(byStart), fixed(byKey));
    }

    /**
     * This profile with news added: the first code stands, the earlier recruitment stands, points and level are replaced
     * where news has any, bindings and relations are replaced by key. Adding the same twice changes nothing.
     */
    public Profile plus(Profile news) {
        TreeMap<String, Recruitment> byBrand = new TreeMap<>(recruitments);
        news.recruitments.forEach((brand, each) -> byBrand.merge(brand, each, Recruitment::first));
        TreeMap<Binding.Key, Binding> byStart = new TreeMap<>(bindings);
        byStart.putAll(news.bindings);
        TreeMap<Relation.Key, Relation> byKey = new TreeMap<>(relations);
        byKey.putAll(news.relations);
        return new Profile(
                code.isEmpty() ? news.code : code,
                news.points == null ? points : news.points,
                news.level.isEmpty() ? level : news.level,
                fixed(byBrand),
                fixed(byStart),
                fixed(byKey));
    }

    /** This profile under a name, unless it has one. */
    public Profile named(String name) {
        return code.isEmpty() ? new Profile(name, points, level, recruitments, bindings, relations) : this;
    }

    private static <K, V> SortedMap<K, V> fixed(SortedMap<K, V> map) {
        return Collections.unmodifiableSortedMap(map);
    }
}
