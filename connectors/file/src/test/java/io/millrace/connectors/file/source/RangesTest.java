package io.millrace.connectors.file.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.formats.json.JsonFormat;
import io.millrace.model.type.Schema;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.testing.KeptErrors;
import io.millrace.spi.testing.SourceHarness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading files in pieces: ranges, chunks, and records that cross them. */
class RangesTest {

    private static final Schema SCHEMA = Sources.schema("n INT", "s STRING");

    @Property
    void everyRecordIsReadOnceWhereverRangesAndChunksAreCut(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int rangeBytes,
            @ForAll @IntRange(min = 20, max = 200) int readBytes,
            @ForAll @IntRange(min = 1, max = 50) int carryBytes,
            @ForAll boolean endsWithLineFeed) {
        List<List<@Nullable Object>> expected = new ArrayList<>();
        String text = lines(new SplittableRandom(seed), expected);
        MemoryFiles files = new MemoryFiles();
        files.put("x.ndjson", endsWithLineFeed ? text : text.stripTrailing());
        Sizes sizes = new Sizes(rangeBytes, readBytes, carryBytes, 100_000);

        SourceHarness harness = Sources.harness(files, new JsonFormat(), "x.ndjson", sizes, SCHEMA);

        assertThat(harness.readAll()).isEqualTo(expected);
        assertThat(harness.outstanding()).isZero();
    }

    @Property
    void aReaderGoesOnFromTheStateBehindAnyBatch(
            @ForAll long seed,
            @ForAll @IntRange(min = 50, max = 3_000) int rangeBytes,
            @ForAll @IntRange(min = 1, max = 5) int batches) {
        List<List<@Nullable Object>> expected = new ArrayList<>();
        MemoryFiles files = new MemoryFiles();
        files.put("x.ndjson", lines(new SplittableRandom(seed), expected));
        Sizes sizes = new Sizes(rangeBytes, 60, 20, 100_000);
        SourceHarness harness = Sources.harness(files, new JsonFormat(), "x.ndjson", sizes, SCHEMA);
        List<List<@Nullable Object>> rows = new ArrayList<>();

        for (Split split : harness.discover(1)) {
            byte[] state = split.state();
            boolean goesOn = true;
            while (goesOn) {
                SplitReader reader = harness.open().open(new Split(split.id(), state, split.earliestMicros()));
                int[] seen = {0};
                while (goesOn && seen[0] < batches) {
                    goesOn = harness.step(reader, batch -> {
                        seen[0]++;
                        rows.addAll(BoxedValues.rows(batch));
                        batch.release();
                    });
                }
                state = reader.state();
                reader.close();
            }
        }

        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void rowsOfARangeInMidFileKnowTheirBytes() {
        MemoryFiles files = new MemoryFiles();
        files.put("x.ndjson", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n");
        Sizes sizes = new Sizes(14, 20, 16, 400);
        SourceHarness harness = Sources.harness(files, new JsonFormat(), "x.ndjson", sizes, SCHEMA);

        harness.readAll();

        assertThat(harness.discover(1))
                .extracting(Split::id)
                .containsExactly("x.ndjson, bytes 0 to 13", "x.ndjson, bytes 14 to 31");
        assertThat(harness.origins())
                .containsExactly("x.ndjson, line 1", "x.ndjson, line 2", "x.ndjson, byte 16", "x.ndjson, byte 24");
    }

    @Test
    void aReaderThatGoesOnStillKnowsTheLine() {
        MemoryFiles files = new MemoryFiles();
        files.put("x.ndjson", "{\"n\":1}\n\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n");
        SourceHarness harness =
                Sources.harness(files, new JsonFormat(), "x.ndjson", new Sizes(1_000, 18, 16, 400), SCHEMA);
        SplitReader reader = harness.open().open(harness.discover(1).getFirst());
        harness.step(reader, Batch::release);
        harness.step(reader, Batch::release);
        byte[] state = reader.state();
        int before = harness.origins().size();

        harness.read(Split.of("x.ndjson", state));

        assertThat(before).isBetween(1, 3);
        assertThat(harness.origins())
                .containsExactly("x.ndjson, line 1", "x.ndjson, line 3", "x.ndjson, line 4", "x.ndjson, line 5");
    }

    @Test
    void aRecordLongerThanAChunkBecomesWhole() {
        MemoryFiles files = new MemoryFiles();
        String longText = "long".repeat(80);
        files.put("x.ndjson", "{\"n\":1}\n{\"n\":2,\"s\":\"" + longText + "\"}\n{\"n\":3}\n");
        SourceHarness harness = Sources.harness(files, new JsonFormat(), "x.ndjson", Sources.TINY, SCHEMA);

        assertThat(harness.readAll()).extracting(List::getFirst).containsExactly(1, 2, 3);
    }

    @Test
    void aRecordThatIsTooLongIsPassedOver() {
        MemoryFiles files = new MemoryFiles();
        files.put("x.ndjson", "{\"n\":1}\n{\"n\":2,\"s\":\"" + "long".repeat(300) + "\"}\n{\"n\":3}\n{\"n\":\"x\"}\n");
        SourceHarness harness = Sources.harness(
                        files, new JsonFormat(), "x.ndjson", new Sizes(100_000, 40, 16, 400), SCHEMA)
                .errors(KeptErrors.skip());

        assertThat(harness.readAll()).extracting(List::getFirst).containsExactly(1, 3);
        assertThat(harness.errors().lines().get(0))
                .startsWith("x.ndjson, line 2: A record is longer than")
                .contains("Is a line feed missing, or a quote not closed?");
        assertThat(harness.errors().lines().get(1)).startsWith("x.ndjson, line 4: ");
        assertThat(harness.outstanding()).isZero();
    }

    /** 200 MB without a line feed, then a good line: the heap of a test is 2 GB, and what is held is counted. */
    @Test
    void aLineOf200MegabytesIsOneBadRecordAndNoMemory() {
        byte[] end = "\n{\"n\":2}\n".getBytes(StandardCharsets.UTF_8);
        MemoryFiles files = new MemoryFiles();
        files.putGenerated(
                "x.ndjson",
                (200L << 20) + end.length,
                position -> position < 200L << 20 ? (byte) 'x' : end[(int) (position - (200L << 20))]);
        SourceHarness harness = Sources.harness(
                        files,
                        new JsonFormat(),
                        "x.ndjson",
                        new Sizes(Long.MAX_VALUE / 2, 1 << 20, 64 << 10, 16 << 20),
                        SCHEMA)
                .errors(KeptErrors.skip());

        assertThat(harness.readAll()).extracting(List::getFirst).containsExactly(2);
        assertThat(harness.errors().lines()).hasSize(1);
        assertThat(harness.errors().lines().getFirst()).startsWith("x.ndjson, line 1: A record is longer than 16 MB.");
        assertThat(harness.errors().reported().getFirst().raw()).hasSizeLessThan(100_000);
        assertThat(harness.origins()).containsExactly("x.ndjson, line 2");
    }

    @Test
    void aLineOf200MegabytesIsPassedOverByTheRangesInIt() {
        byte[] end = "\n{\"n\":2}\n".getBytes(StandardCharsets.UTF_8);
        MemoryFiles files = new MemoryFiles();
        files.putGenerated(
                "x.ndjson",
                (200L << 20) + end.length,
                position -> position < 200L << 20 ? (byte) 'x' : end[(int) (position - (200L << 20))]);
        SourceHarness harness = Sources.harness(files, new JsonFormat(), "x.ndjson", Sizes.STANDARD, SCHEMA)
                .errors(KeptErrors.skip());

        assertThat(harness.readAll()).extracting(List::getFirst).containsExactly(2);
        assertThat(harness.errors().lines()).hasSize(1);
    }

    /** Lines of any length, some blank, texts with escapes; their rows are added to {@code expected}. */
    private static String lines(SplittableRandom random, List<List<@Nullable Object>> expected) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            String value = "x".repeat(random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(20));
            text.append(random.nextInt(8) == 0 ? "\n" : "");
            text.append("{\"n\":")
                    .append(i)
                    .append(",\"s\":\"\\u0061")
                    .append(value)
                    .append("\\n\"}");
            text.append(random.nextInt(8) == 0 ? "\r\n" : "\n");
            expected.add(List.of(i, "a" + value + "\n"));
        }
        // Without a record there would be no file to read.
        return text.isEmpty() ? "\n" : text.toString();
    }
}
