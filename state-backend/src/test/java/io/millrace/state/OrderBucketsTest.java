package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Buckets against a sorted map, and how much is done for a bucket that goes. */
final class OrderBucketsTest {

    @Property(tries = 300)
    void listsComeOutOfTheBucketsBelowABoundLowestFirst(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        long width = 1L + random.nextInt(9);
        OrderBuckets buckets = new OrderBuckets(width);
        SortedMap<Long, List<Integer>> model = new TreeMap<>();
        long bound = -300;
        for (int round = 0; round < 200; round++) {
            if (random.nextInt(8) != 0) {
                long order = bound + random.nextInt(300);
                int list = random.nextInt(1_000);
                buckets.add(order, list);
                model.computeIfAbsent(Math.floorDiv(order, width), b -> new ArrayList<>())
                        .add(list);
                assertThat(buckets.size())
                        .isEqualTo(model.values().stream().mapToInt(List::size).sum());
                continue;
            }
            bound += random.nextInt(80);
            List<Integer> expected = new ArrayList<>();
            model.headMap(Math.floorDiv(bound, width)).values().forEach(lists -> expected.addAll(lists.reversed()));
            model.headMap(Math.floorDiv(bound, width)).clear();
            List<Integer> taken = new ArrayList<>();
            for (int list = buckets.takeBelow(bound); list != OrderBuckets.NONE; list = buckets.takeBelow(bound)) {
                taken.add(list);
            }
            assertThat(taken).isEqualTo(expected);
        }
    }

    @Example
    void droppingABucketTouchesNoOtherHoweverManyThereAre() {
        OrderBuckets buckets = new OrderBuckets(1);
        int kept = 50_000;
        for (int order = 0; order < kept; order++) {
            buckets.add(order, order);
        }
        long before = buckets.moved();

        for (int order = kept; order < 5 * kept; order++) {
            buckets.add(order, order);
            assertThat(buckets.takeBelow(order - kept + 1)).isEqualTo(order - kept);
        }

        assertThat(buckets.takeBelow(4 * kept)).isEqualTo(OrderBuckets.NONE);
        assertThat(buckets.count()).isEqualTo(kept);
        // One more than there were at first, so the ring may have grown, once.
        assertThat(buckets.moved() - before).isLessThanOrEqualTo(kept + 1);
    }

    @Example
    void bucketThatComesALittleLateMovesOnlyThoseBehindIt() {
        OrderBuckets buckets = new OrderBuckets(1);
        for (int order = 0; order < 20_000; order += 2) {
            buckets.add(order, order);
        }
        long before = buckets.moved();

        buckets.add(19_995, 1);
        buckets.add(3, 1);

        assertThat(buckets.moved() - before).isLessThanOrEqualTo(6);
    }
}
