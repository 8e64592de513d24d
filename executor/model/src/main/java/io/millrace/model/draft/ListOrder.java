package io.millrace.model.draft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * What it takes to bring the elements of one list into the order of another: as few moves as possible, by leaving a
 * longest increasing subsequence where it is (found by patience sorting, Fredman 1975), then additions.
 */
final class ListOrder {

    private ListOrder() {}

    /**
     * Says which elements to move, so that those of {@code before} stand in the order of {@code after}.
     *
     * @param before elements of {@code after}, in any order; nothing else
     * @param move takes an identity and the position its element has after the move
     */
    static <T, K> void arrange(List<T> before, List<T> after, Function<T, K> identity, ObjIntConsumer<K> move) {
        List<K> order = new ArrayList<>(before.stream().map(identity).toList());
        Map<K, Integer> ranks = ranks(after, identity);
        Set<K> settled = new HashSet<>();
        for (int index : longestIncreasing(order.stream().mapToInt(ranks::get).toArray())) {
            settled.add(order.get(index));
        }
        List<K> wanted = after.stream()
                .map(identity)
                .filter(new HashSet<>(order)::contains)
                .toList();
        int last = -1;
        for (K id : wanted) {
            if (!settled.contains(id)) {
                // Right behind the element before it, which is settled by now; taking it out may shift that one.
                int from = order.indexOf(id);
                int to = from < last + 1 ? last : last + 1;
                order.remove(from);
                order.add(to, id);
                move.accept(id, to);
            }
            last = order.indexOf(id);
        }
    }

    /**
     * Says which elements to add where, in the order to add them.
     *
     * @param before elements of {@code after} in its order; nothing else
     */
    static <T, K> void added(List<T> before, List<T> after, Function<T, K> identity, ObjIntConsumer<T> add) {
        Map<K, Integer> there = ranks(before, identity);
        for (int i = 0; i < after.size(); i++) {
            if (!there.containsKey(identity.apply(after.get(i)))) {
                add.accept(after.get(i), i);
            }
        }
    }

    private static <T, K> Map<K, Integer> ranks(List<T> list, Function<T, K> identity) {
        Map<K, Integer> ranks = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            ranks.put(identity.apply(list.get(i)), i);
        }
        return ranks;
    }

    /** The positions of a longest increasing subsequence of distinct numbers. */
    private static List<Integer> longestIncreasing(int[] numbers) {
        int[] tails = new int[numbers.length];
        int[] tailPositions = new int[numbers.length];
        int[] previous = new int[numbers.length];
        int length = 0;
        for (int i = 0; i < numbers.length; i++) {
            int at = -Arrays.binarySearch(tails, 0, length, numbers[i]) - 1;
            tails[at] = numbers[i];
            tailPositions[at] = i;
            previous[i] = at == 0 ? -1 : tailPositions[at - 1];
            length = Math.max(length, at + 1);
        }
        List<Integer> positions = new ArrayList<>();
        for (int i = length == 0 ? -1 : tailPositions[length - 1]; i >= 0; i = previous[i]) {
            positions.add(i);
        }
        Collections.reverse(positions);
        return positions;
    }
}
