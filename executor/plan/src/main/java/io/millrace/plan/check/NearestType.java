package io.millrace.plan.check;

import io.millrace.model.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which node type somebody means who names one that is not known: the one written nearly so, the only one that begins so, or the
 * one that does what has this name in SQL and other tools.
 */
final class NearestType {

    /** Fewer letters begin too many names by chance. */
    private static final int SHORTEST_BEGINNING = 3;

    /** By type, in small letters without hyphens. */
    private static final Map<String, List<String>> ELSEWHERE = Map.ofEntries(
            Map.entry(
                    "aggregate",
                    List.of("count", "group", "groupby", "hop", "reduce", "session", "sum", "tumble", "window")),
            Map.entry("deduplicate", List.of("distinct", "unique", "firstrow", "lastrow")),
            Map.entry("filter", List.of("where", "having", "condition")),
            Map.entry("join", List.of("lookup", "enrich", "coprocess")),
            Map.entry("over", List.of("analytic", "lag", "lead", "running", "windowfunction")),
            Map.entry("route", List.of("branch", "case", "split", "switch")),
            Map.entry("select", List.of("calc", "columns", "map", "project", "projection", "rename", "transform")),
            Map.entry("topN", List.of("limit", "orderby", "rank", "rownumber", "sort")),
            Map.entry("union", List.of("append", "concat", "merge", "unionall")),
            Map.entry("unnest", List.of("explode", "flatmap", "flatten", "lateral")),
            Map.entry("watermark", List.of("eventtime", "timestamps")));

    private NearestType() {}

    /** The type most likely meant, one of those known; empty when none is likely. */
    static Optional<String> of(String wanted, Collection<String> known) {
        return NearestName.of(wanted, known).or(() -> begunBy(wanted, known)).or(() -> elsewhere(wanted)
                .filter(known::contains));
    }

    private static Optional<String> begunBy(String beginning, Collection<String> known) {
        if (beginning.length() < SHORTEST_BEGINNING) {
            return Optional.empty();
        }
        List<String> begun = known.stream()
                .filter(name -> plain(name).startsWith(plain(beginning)))
                .toList();
        return begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty();
    }

    private static Optional<String> elsewhere(String wanted) {
        return ELSEWHERE.entrySet().stream()
                .filter(type -> type.getValue().contains(plain(wanted)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "");
    }
}
