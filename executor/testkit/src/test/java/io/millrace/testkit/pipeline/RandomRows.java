package io.millrace.testkit.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rows by chance for the sources of a {@link RandomPipeline}. */
final class RandomRows {

    private static final List<String> TEXTS = List.of("", "a", "b", "ab", "abc", "B", "日本", "日b", " x ", "none", "aab");

    private RandomRows() {}

    /** Of {@code left}. */
    static List<List<@Nullable Object>> left(Random random, boolean isSorted) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        int count = random.nextInt(10) == 0 ? 0 : random.nextInt(120);
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(random.nextInt(8) == 0 ? null : (Object) random.nextInt(-3, 12));
            row.add(random.nextInt(8) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size())));
            row.add(random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(-500, 1_000));
            row.add(random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(-50_000, 100_000));
            // Within some days before and after the epoch, in whole milliseconds.
            row.add(random.nextLong(-300_000_000L, 300_000_000L) * 1_000);
            rows.add(row);
        }
        if (isSorted) {
            rows.sort(Comparator.comparing(row -> (Long) Objects.requireNonNull(row.get(4))));
        }
        return rows;
    }

    /** Of {@code names}. */
    static List<List<@Nullable Object>> names(Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(random.nextInt(8) == 0 ? null : (Object) random.nextInt(10));
            row.add(random.nextInt(8) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size())));
            rows.add(row);
        }
        return rows;
    }
}
