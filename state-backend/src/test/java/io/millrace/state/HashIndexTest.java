package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An index beside the plain list of what is in it, with hashes that are spread and such that are as alike as they can be. */
class HashIndexTest {

    private static final int SEGMENT = 1 << 15;

    static List<Arguments> hashes() {
        return List.of(
                Arguments.of("spread", 300_000, (LongUnaryOperator) i -> i * 0x9E37_79B9_7F4A_7C15L ^ i >>> 7),
                Arguments.of("in one place of each segment", 3_000, (LongUnaryOperator) i -> i << 15),
                Arguments.of("in one segment", 20_000, (LongUnaryOperator) i -> i << 32 | i & SEGMENT - 1),
                Arguments.of("alike in all that chooses a place", 2_000, (LongUnaryOperator) i -> i << 32),
                Arguments.of("of one tag", 2_000, (LongUnaryOperator) i -> i & 0xFFF));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hashes")
    void findsWhatIsThere(String name, int count, LongUnaryOperator hash) {
        Model model = new Model(count, hash);
        for (int slot = 0; slot < count; slot++) {
            model.store.extend();
            model.put(slot);
        }
        model.check();

        Random random = new Random(7);
        for (int i = 0; i < count / 2; i++) {
            model.remove(random.nextInt(count));
        }
        model.check();

        model.index.rebuild(model.hashes.values(), model.store);
        model.check();

        model.index.clear();
        model.there.clear();
        model.check();
        for (int slot = 0; slot < count / 3; slot++) {
            model.put(slot);
        }
        model.check();
    }

    /** Slots with hashes, and those of them that the index should know. */
    private static final class Model {

        private final HashIndex index = new HashIndex(32);
        private final LongUnaryOperator hash;
        private final LongVector hashes;
        private final SlotStore store;
        private final Set<Integer> there = new HashSet<>();

        private Model(int count, LongUnaryOperator hash) {
            this.hash = hash;
            hashes = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), count);
            store = new SlotStore("rows", new Vector[] {hashes}, KeptColumns.NONE, count);
        }

        private void put(int slot) {
            long its = hash.applyAsLong(slot);
            while (index.isFull(its)) {
                index.grow(its, hashes.values());
            }
            long place = index.firstMatch(its);
            while (place >= 0) {
                place = index.nextMatch(place, its);
            }
            hashes.values()[slot] = its;
            index.put(~place, its, slot);
            there.add(slot);
        }

        private void remove(int slot) {
            if (there.remove(slot)) {
                index.remove(hashes.values(), slot);
                store.remove(slot);
            }
        }

        /** Every slot is found by its hash if and only if it is there, and a batch finds something where there is something. */
        private void check() {
            int count = hashes.capacity();
            long[] probes = new long[Batch.MAX_ROWS];
            int[] found = new int[Batch.MAX_ROWS];
            FetchBuffers buffers = new FetchBuffers();
            Set<Integer> known = new HashSet<>();
            for (int from = 0; from < count; from += probes.length) {
                int n = Math.min(probes.length, count - from);
                int absent = 0;
                for (int i = 0; i < n; i++) {
                    probes[i] = hash.applyAsLong(from + i);
                    absent += index.firstMatch(probes[i]) < 0 ? 1 : 0;
                    if (isKnown(from + i)) {
                        known.add(from + i);
                    }
                }
                assertThat(index.candidates(probes, n, found, buffers)).isEqualTo(absent);
                for (int i = 0; i < n; i++) {
                    long place = index.firstMatch(probes[i]);
                    assertThat(found[i]).isEqualTo(place < 0 ? -1 : index.slotAt(place));
                }
            }
            assertThat(known).isEqualTo(there);
        }

        private boolean isKnown(int slot) {
            long its = hash.applyAsLong(slot);
            long place = index.firstMatch(its);
            while (place >= 0 && index.slotAt(place) != slot) {
                place = index.nextMatch(place, its);
            }
            return place >= 0;
        }
    }
}
