package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That the hash spreads keys as chance would. Fixed seeds: these numbers are the same in each run, and the bounds are those
 * that a random function keeps with a probability of about 1 - 1e-6.
 */
class KeyHashQualityTest {

    private static final int SAMPLES = 4_000;

    /** Six standard deviations of a share of one half among the samples. */
    private static final double AVALANCHE_TOLERANCE = 6 * 0.5 / Math.sqrt(SAMPLES);

    private static final int KEYS = 200_000;

    /** For chi squared with 1,023 degrees of freedom: mean 1,023, standard deviation 45; five of them up. */
    private static final double MOST_CHI_SQUARED = 1023 + 5 * 45.2;

    static Stream<Named<LongUnaryOperator>> functionsOf64Bits() {
        return Stream.of(
                Named.of("whole number", KeyHash::ofLong),
                Named.of("upper half of a decimal", high -> KeyHash.ofDecimal(high, 17)),
                Named.of("lower half of a decimal", low -> KeyHash.ofDecimal(5, low)),
                Named.of("first of two columns", first -> KeyHash.combine(KeyHash.ofLong(first), KeyHash.ofLong(1))),
                Named.of("second of two columns", second -> KeyHash.combine(KeyHash.ofLong(1), KeyHash.ofLong(second))),
                Named.of(
                        "both of two equal columns",
                        both -> KeyHash.combine(KeyHash.ofLong(both), KeyHash.ofLong(both))),
                Named.of("8 of 12 bytes", bits -> ofText("%012x".formatted(bits & 0xFFFF_FFFF_FFFFL))));
    }

    @ParameterizedTest
    @MethodSource("functionsOf64Bits")
    void eachBitOfTheKeyFlipsEachBitOfTheHashHalfOfTheTime(LongUnaryOperator hash) {
        SplittableRandom random = new SplittableRandom(1);
        int[][] flips = new int[48][64];
        for (int sample = 0; sample < SAMPLES; sample++) {
            // Half of the samples are small numbers, as ids are.
            long key = sample % 2 == 0 ? random.nextLong() : random.nextInt(100_000);
            long before = hash.applyAsLong(key);
            for (int in = 0; in < 48; in++) {
                count(flips[in], before ^ hash.applyAsLong(key ^ 1L << in));
            }
        }

        assertHalf(flips);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 15, 16, 17, 32, 48, 49, 100})
    void eachBitOfBytesFlipsEachBitOfTheHashHalfOfTheTime(int length) {
        SplittableRandom random = new SplittableRandom(2);
        int[][] flips = new int[8 * length][64];
        byte[] bytes = new byte[length];
        for (int sample = 0; sample < SAMPLES; sample++) {
            random.nextBytes(bytes);
            long before = KeyHash.ofBytes(bytes, 0, length);
            for (int in = 0; in < flips.length; in++) {
                bytes[in >> 3] ^= (byte) (1 << (in & 7));
                count(flips[in], before ^ KeyHash.ofBytes(bytes, 0, length));
                bytes[in >> 3] ^= (byte) (1 << (in & 7));
            }
        }

        if (length > 3) {
            assertHalf(flips);
        } else {
            // So few bytes have only 256 or 2^24 values: the samples repeat, the share of one bit varies more.
            assertThat(worst(flips)).isLessThan(0.2);
        }
    }

    static Stream<Named<IntToLongFunction>> keysFromLife() {
        return Stream.of(
                Named.of("ids", i -> KeyHash.ofLong(i)),
                Named.of("ids in steps of 1,024", i -> KeyHash.ofLong(1024L * i)),
                Named.of("ids in the upper half", i -> KeyHash.ofLong((long) i << 32)),
                Named.of("negative ids", i -> KeyHash.ofLong(-i)),
                Named.of("days in microseconds", i -> KeyHash.ofLong(86_400_000_000L * i)),
                Named.of("seconds in microseconds", i -> KeyHash.ofLong(1_446_465_600_000_000L + 1_000_000L * i)),
                Named.of("whole doubles", i -> KeyHash.ofDouble(i)),
                Named.of("doubles in steps of 0.01", i -> KeyHash.ofDouble(i / 100.0)),
                Named.of("decimals beyond 18 digits", i -> KeyHash.ofDecimal(i, 0)),
                Named.of("nanoseconds", i -> KeyHash.ofTimestamp(i / 1_000, i % 1_000 * 1_000 + i % 7)),
                Named.of("numbers as text", i -> ofText(Integer.toString(i))),
                Named.of("text with a long common beginning", i -> ofText("https://example.org/flights/" + i)),
                Named.of("text with a common end", i -> ofText(i + "@example.org")),
                Named.of("single characters and two", i -> ofText(Character.toString(i % 1_000_000 + 0x10000) + i % 2)),
                Named.of(
                        "pairs of small numbers",
                        i -> KeyHash.combine(KeyHash.ofLong(i % 500), KeyHash.ofLong(i / 500))),
                Named.of("pairs with NULL", i -> KeyHash.combine(KeyHash.NULL, KeyHash.ofLong(i))),
                Named.of("a number twice", i -> KeyHash.combine(KeyHash.ofLong(i), KeyHash.ofLong(i))),
                Named.of("a number four times", i -> {
                    long value = KeyHash.ofLong(i);
                    return KeyHash.combine(KeyHash.combine(KeyHash.combine(value, value), value), value);
                }));
    }

    @ParameterizedTest
    @MethodSource("keysFromLife")
    void keysFromLifeFillKeyGroupsAndTablesEvenly(IntToLongFunction key) {
        int[] byGroup = new int[1024];
        int[] byLowBits = new int[1024];
        int[] byLowBitsOfOneTask = new int[1024];
        for (int i = 0; i < KEYS; i++) {
            long hash = key.applyAsLong(i);
            byGroup[KeyHash.keyGroup(hash)]++;
            byLowBits[(int) (hash & 1023)]++;
            if (KeyGroups.owner(KeyHash.keyGroup(hash), 2) == 1) {
                byLowBitsOfOneTask[(int) (hash & 1023)]++;
            }
        }

        assertThat(chiSquared(byGroup)).as("key groups").isLessThan(MOST_CHI_SQUARED);
        assertThat(chiSquared(byLowBits)).as("low bits").isLessThan(MOST_CHI_SQUARED);
        assertThat(chiSquared(byLowBitsOfOneTask)).as("low bits in one task").isLessThan(MOST_CHI_SQUARED);
    }

    @ParameterizedTest
    @MethodSource("keysFromLife")
    void keysFromLifeDoNotCollide(IntToLongFunction key) {
        // Among 200,000 random numbers of 64 bits, two are equal once in a thousand million runs.
        assertThat(IntStream.range(0, KEYS).mapToLong(key).distinct().count()).isEqualTo(KEYS);
    }

    private static long ofText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return KeyHash.ofBytes(bytes, 0, bytes.length);
    }

    private static void count(int[] flips, long difference) {
        for (int out = 0; out < 64; out++) {
            flips[out] += (int) (difference >>> out & 1);
        }
    }

    private static void assertHalf(int[][] flips) {
        assertThat(worst(flips)).isLessThan(AVALANCHE_TOLERANCE);
    }

    private static double worst(int[][] flips) {
        double worst = 0;
        for (int[] ofOneBit : flips) {
            for (int count : ofOneBit) {
                worst = Math.max(worst, Math.abs(count / (double) SAMPLES - 0.5));
            }
        }
        return worst;
    }

    private static double chiSquared(int[] counts) {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        double expected = (double) total / counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }
}
