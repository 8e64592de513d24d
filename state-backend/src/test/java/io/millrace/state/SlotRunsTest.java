package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class SlotRunsTest {

    private static int[] decode(byte[] bytes, int count) {
        int[] slots = new int[count];
        assertThat(SlotRuns.decode(bytes, bytes.length, slots, count)).isTrue();
        return slots;
    }

    @Property(tries = 300)
    void ascendingSlotsAreReadAsTheyWereWritten(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int bound = 1 << random.nextInt(1, 29);
        int[] slots = IntStream.range(0, random.nextInt(1, 500))
                .map(i -> random.nextInt(bound))
                .distinct()
                .sorted()
                .toArray();

        byte[] bytes = SlotRuns.encode(slots, slots.length);

        assertThat(decode(bytes, slots.length)).isEqualTo(slots);
        int[] into = new int[slots.length + 1];
        assertThat(SlotRuns.decode(bytes, bytes.length, into, slots.length + 1)).isFalse();
        assertThat(SlotRuns.decode(bytes, bytes.length, into, slots.length - 1)).isFalse();
        assertThat(SlotRuns.decode(bytes, bytes.length - 1, into, slots.length)).isFalse();
    }

    @Property(tries = 1_000)
    void anyBytesAreSlotsOrRefused(@ForAll byte[] bytes, @ForAll long seed) {
        int count = new SplittableRandom(seed).nextInt(1, 100);
        int[] slots = new int[count];

        if (SlotRuns.decode(bytes, bytes.length, slots, count)) {
            assertThat(slots).isSorted().doesNotHaveDuplicates();
            assertThat(slots[0]).isNotNegative();
            assertThat(slots[count - 1]).isLessThan(SlotStore.MAX_SLOTS);
        }
    }

    @Property(tries = 300)
    void bitsOfSlotsSideBySideAreSetAndNoOthers(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int from = random.nextInt(300);
        int end = random.nextInt(from + 1, 320);
        long[] bits = new long[5];

        SlotRuns.set(bits, from, end);

        assertThat(BitSet.valueOf(bits).stream())
                .containsExactly(IntStream.range(from, end).boxed().toArray(Integer[]::new));
        int first = random.nextInt(300);
        int last = random.nextInt(first + 1, 320);
        assertThat(SlotRuns.areClear(bits, first, last)).isEqualTo(last <= from || end <= first);
    }

    @Example
    void fullPageTakesThreeBytes() {
        int[] slots = IntStream.range(0, 4_096).toArray();

        assertThat(SlotRuns.encode(slots, slots.length)).hasSize(3);
    }

    @Example
    void slotBeyondTheLastPossibleOneIsRefused() {
        int[] slots = {SlotStore.MAX_SLOTS};
        byte[] bytes = SlotRuns.encode(slots, 1);

        assertThat(SlotRuns.decode(bytes, bytes.length, new int[1], 1)).isFalse();
        assertThat(decode(SlotRuns.encode(new int[] {SlotStore.MAX_SLOTS - 1}, 1), 1))
                .isEqualTo(Arrays.copyOf(new int[] {SlotStore.MAX_SLOTS - 1}, 1));
    }
}
