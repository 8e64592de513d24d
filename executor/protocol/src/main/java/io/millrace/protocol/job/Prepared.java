package io.millrace.protocol.job;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the writers of an attempt prepared and a committer makes visible or removes: by sink operator, in the connector's
 * own encoding. Names and sizes of files or transactions, never rows, so it fits into a row of the job log.
 *
 * @param byOperator committables as hexadecimal text by operator id
 */
public record Prepared(SortedMap<Integer, List<String>> byOperator) {

    /** Nothing. */
    public static final Prepared NOTHING = new Prepared(new TreeMap<>());

    public Prepared {
        SortedMap<Integer, List<String>> copy = new TreeMap<>();
        byOperator.forEach((operator, list) -> copy.put(operator, List.copyOf(list)));
        byOperator = java.util.Collections.unmodifiableSortedMap(copy);
    }

    /** Whether there is nothing at all. */
    public boolean isEmpty() {
        return byOperator.values().stream().allMatch(List::isEmpty);
    }

    /** These, but for those. */
    public Prepared without(Prepared those) {
        SortedMap<Integer, List<String>> rest = new TreeMap<>();
        byOperator.forEach((operator, list) -> {
            Set<String> gone = Set.copyOf(those.byOperator.getOrDefault(operator, List.of()));
            List<String> kept = list.stream().filter(one -> !gone.contains(one)).toList();
            if (!kept.isEmpty()) {
                rest.put(operator, kept);
            }
        });
        return new Prepared(rest);
    }

    /** These and those. */
    public Prepared and(Prepared other) {
        SortedMap<Integer, List<String>> all = new TreeMap<>(byOperator);
        other.byOperator.forEach((operator, list) -> {
            List<String> joined = new ArrayList<>(all.getOrDefault(operator, List.of()));
            joined.addAll(list);
            all.put(operator, joined);
        });
        return new Prepared(all);
    }

    /** These and one operator's. */
    public Prepared and(int operator, List<byte[]> committables) {
        SortedMap<Integer, List<String>> more = new TreeMap<>();
        more.put(operator, committables.stream().map(HexFormat.of()::formatHex).toList());
        return and(new Prepared(more));
    }

    /** What one operator's tasks prepared. */
    public List<byte[]> of(int operator) {
        return byOperator.getOrDefault(operator, List.of()).stream()
                .map(HexFormat.of()::parseHex)
                .toList();
    }
}
