package io.millrace.connectors.file.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.spi.source.Split;
import io.millrace.spi.testing.KeptErrors;
import io.millrace.spi.testing.SourceHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files with a header, and records that take several lines. */
class CsvFilesTest {

    private static final JsonObject SINGLE_LINES = JsonObject.of("multiline", Json.of(false));

    private final MemoryFiles files = new MemoryFiles();
    private final List<List<@Nullable Object>> expected = new ArrayList<>();

    @Property
    void aFileWithoutLineBreaksInValuesIsCutIntoRangesThatAllKnowTheHeader(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int rangeBytes,
            @ForAll @IntRange(min = 20, max = 200) int readBytes) {
        assertThat(read(seed, SINGLE_LINES, "\"\"", rangeBytes, readBytes)).isEqualTo(expected);
    }

    @Property
    void aFileWithLineBreaksInValuesIsOneSplit(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int rangeBytes,
            @ForAll @IntRange(min = 20, max = 200) int readBytes) {
        assertThat(read(seed, JsonObject.EMPTY, "\n\"\"\r\n", rangeBytes, readBytes))
                .isEqualTo(expected);
    }

    private List<List<@Nullable Object>> read(
            long seed, JsonObject options, String awkward, int rangeBytes, int readBytes) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder("s,n\n");
        expected.clear();
        for (int i = random.nextInt(60); i > 0; i--) {
            String filling = "x".repeat(random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(20));
            boolean isQuoted = random.nextBoolean();
            text.append(isQuoted ? "\"" + filling + awkward + "\"" : filling + "-")
                    .append(',')
                    .append(i)
                    .append(random.nextInt(8) == 0 ? "\r\n" : "\n");
            expected.add(List.of(isQuoted ? filling + awkward.replace("\"\"", "\"") : filling + "-", i));
        }
        files.put("x.csv", text.toString());
        Sizes sizes = new Sizes(rangeBytes, readBytes, 16, 100_000);
        SourceHarness harness = Sources.csv(files, "x.csv", options, sizes, "s STRING", "n INT");
        if (options.equals(JsonObject.EMPTY)) {
            assertThat(harness.discover(1)).hasSize(1);
        }
        return harness.readAll();
    }

    @Test
    void linesAreCountedWithinRecordsToo() {
        files.put("x.csv", "\"s\n2\",n\n\"a\nb\",1\n\nc,2\n\"d\n\n\",x\ne,4\n");
        SourceHarness harness = Sources.csv(files, "x.csv", JsonObject.EMPTY, Sizes.STANDARD, "n INT")
                .errors(KeptErrors.skip());

        assertThat(harness.readAll()).containsExactly(List.of(1), List.of(2), List.of(4));
        assertThat(harness.origins()).containsExactly("x.csv, line 3", "x.csv, line 6", "x.csv, line 10");
        assertThat(harness.errors().lines().getFirst()).startsWith("x.csv, line 7: `n` is `x`, but the column is INT.");
        assertThat(harness.errors().reported().getFirst().raw()).isEqualTo("\"d\n\n\",x");
    }

    @Test
    void aHeaderThatDoesNotFitEndsTheJobAndNamesTheFile() {
        files.put("x.csv", "a,b\n1,2\n");

        assertThatThrownBy(() -> Sources.csv(files, "x.csv", JsonObject.EMPTY, Sizes.STANDARD, "n INT")
                        .errors(KeptErrors.skip())
                        .readAll())
                .hasMessage("x.csv: The header has no `n`. It has: `a`, `b`."
                        + " Names must be equal to those of the columns, capitals and blanks too.");
    }

    @Test
    void aHeaderWithoutEndIsNoHeader() {
        files.put("x.csv", "n,".repeat(1_000));

        assertThatThrownBy(() -> Sources.csv(files, "x.csv", JsonObject.EMPTY, Sources.TINY, "n INT")
                        .readAll())
                .hasMessageStartingWith("x.csv: What stands before the first record is longer than");
    }

    @Test
    void aQuoteThatIsNeverClosedEndsAtTheLongestRecord() {
        files.put("x.csv", "n\n1\n\"" + "2\n".repeat(600));
        SourceHarness harness = Sources.csv(files, "x.csv", JsonObject.EMPTY, new Sizes(100_000, 100, 16, 400), "n INT")
                .errors(KeptErrors.skip());

        List<List<@Nullable Object>> rows = harness.readAll();

        assertThat(rows.getFirst()).isEqualTo(List.of(1));
        assertThat(rows).hasSizeGreaterThan(300).endsWith(List.of(2));
        assertThat(harness.errors().lines()).hasSize(1);
        assertThat(harness.errors().lines().getFirst())
                .contains("x.csv, line 3: ")
                .contains("or a quote not closed");
        assertThat(harness.origins().getLast()).isEqualTo("x.csv, line 602");
    }

    @Test
    void splitsOfARealSizeAreAsManyAsTheRanges() {
        files.putGenerated("x.csv", 100L << 20, position -> (byte) '\n');

        assertThat(Sources.csv(files, "x.csv", SINGLE_LINES, Sizes.STANDARD, "n INT")
                        .discover(1))
                .extracting(Split::id)
                .hasSize(3);
    }
}
