package io.millrace.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.Schema;
import io.millrace.spi.format.RowDecoder;
import io.millrace.spi.testing.FormatHarness;
import io.millrace.spi.testing.FormatHarness.Decoded;
import io.millrace.spi.testing.MemoryChunk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records: quotes, line ends, chunks, and the way back. */
class RecordsTest {

    @Property
    void whatIsWrittenIsReadBack(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        Schema schema = new Schema(random.schema().columns().stream()
                .map(column -> isNested(column.type()) ? new Column(column.name(), DataType.parse("STRING")) : column)
                .toList());
        List<List<@Nullable Object>> rows = random.rows(schema, 30);
        FormatHarness harness = new FormatHarness(new CsvFormat(), JsonObject.EMPTY, schema);

        Decoded decoded = harness.decode(harness.encode(rows));

        assertThat(decoded.rejected()).isEmpty();
        assertThat(decoded.rows()).isEqualTo(rows);
    }

    @Property
    void textsOfAwkwardCharactersAreReadBackWhateverTheDelimiter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String delimiter = List.of(",", ";", "|", "tab").get(random.nextInt(4));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(Arrays.asList(text(random), text(random)));
        }
        FormatHarness harness = Csv.with(JsonObject.of("delimiter", Json.of(delimiter)), "a\"b STRING", "c STRING");

        Decoded decoded = harness.decode(harness.encode(rows));

        assertThat(decoded.rejected()).isEmpty();
        assertThat(decoded.rows()).isEqualTo(rows);
    }

    private static @Nullable String text(SplittableRandom random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append("\",;|\t\r\n ax".charAt(random.nextInt(10)));
        }
        return text.toString();
    }

    @Property
    void aRecordThatIsNotWholeWaitsForTheRest(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(Arrays.asList(text(random), text(random)));
        }
        FormatHarness harness = Csv.of("a STRING", "b STRING");
        String written = harness.encode(rows);
        byte[] bytes = (random.nextBoolean() ? written : written.substring(0, written.length() - 1))
                .getBytes(StandardCharsets.UTF_8);

        List<List<@Nullable Object>> read = new ArrayList<>();
        RowDecoder decoder = new CsvFormat().decoder(harness.request());
        int place = -1;
        for (int end = 1; end <= bytes.length; end++) {
            MemoryChunk chunk = new MemoryChunk(bytes);
            boolean last = end == bytes.length;
            if (place < 0) {
                place = decoder.header(chunk.data(), 0, end, last);
            } else {
                Batch batch = new BatchPool(harness.projected()).take();
                place = decoder.decode(chunk, place, end, last, batch, new NoRejections());
                read.addAll(BoxedValues.rows(batch));
            }
        }

        assertThat(read).isEqualTo(rows);
    }

    @Test
    void recordsAreWrittenWithQuotesOnlyWhereTheyAreNeeded() {
        FormatHarness harness = Csv.of("origin STRING", "share DECIMAL(5, 2)", "since TIMESTAMP(3)", "x,y STRING");

        assertThat(harness.encode(List.of(
                        List.of("A\"T\nL, ä", 1250L, 978_310_020_123_000L, ""), Arrays.asList(null, null, null, null))))
                .isEqualTo("origin,share,since,\"x,y\"\n\"A\"\"T\nL, ä\",12.50,2001-01-01T00:47:00.123,\"\"\n,,,\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,x\n2,y\n",
                "a,b\r\n1,x\r\n2,y\r\n",
                "a,b\n1,x\n2,y",
                "a,b\r\n1,x\n2,y\r",
                "\uFEFFa,b\n1,x\n2,y\n",
                "\uFEFF\"a\",\"b\"\r\n\"1\",\"x\"\r\n\"2\",\"y\"",
                "a,b\n\n1,x\r\n\r\n2,y\n\n"
            })
    void linesMayEndInManyWays(String text) {
        Decoded decoded = Csv.of("a INT", "b STRING").decode(text);

        assertThat(decoded.rows()).containsExactly(List.of(1, "x"), List.of(2, "y"));
        assertThat(decoded.rejected()).isEmpty();
    }

    @Test
    void valuesInQuotesMayHoldAnything() {
        assertThat(Csv.of("a STRING", "b STRING")
                        .decode("a,b\n\"x\r\ny,\"\"z\"\"\",\"\"\"\"\n\"\",\"ä\"\n")
                        .rows())
                .containsExactly(List.of("x\r\ny,\"z\"", "\""), List.of("", "ä"));
    }

    @Test
    void columnsAreFoundByTheirNamesAndOthersArePassedOver() {
        assertThat(Csv.of("a INT", "b STRING")
                        .decode("more,b,,a,\nno,x,\"\",1,\n")
                        .rows())
                .containsExactly(List.of(1, "x"));
    }

    @Test
    void onlyWantedColumnsAreRead() {
        FormatHarness harness = Csv.of("a INT", "b INT", "c STRING").projection(0, 2);

        assertThat(harness.decode("a,b,c\n1,no number,z\n").rows()).containsExactly(List.of(1, "z"));
        assertThat(harness.projection().decode("a,b,c\n1,2,3\n4,5,6\n").rows()).hasSize(2);
    }

    @Test
    void anEmptyLineIsARecordWhereThereIsOneColumnOnly() {
        FormatHarness harness = Csv.of("a STRING");
        List<List<@Nullable Object>> rows = List.of(List.of("x"), Arrays.asList((Object) null), List.of(""));

        assertThat(harness.decode(harness.encode(rows)).rows()).isEqualTo(rows);
    }

    @Test
    void whetherABigFileMayBeCutDependsOnLineBreaksInValues() {
        assertThat(new CsvFormat().isSplittable(JsonObject.EMPTY)).isFalse();
        assertThat(new CsvFormat().isSplittable(Csv.SINGLE_LINES)).isTrue();
    }

    @Test
    void aReaderInMidFileBeginsBehindTheNextLineFeed() {
        byte[] bytes = new MemoryChunk("a\n1\n22\n".getBytes(StandardCharsets.UTF_8)).data();
        RowDecoder decoder = new CsvFormat().decoder(Csv.of("a INT").request());

        assertThat(decoder.resync(bytes, 0, 7)).isEqualTo(2);
        assertThat(decoder.resync(bytes, 4, 7)).isEqualTo(7);
        assertThat(decoder.resync(bytes, 4, 6)).isEqualTo(-1);
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> Csv.with(new JsonObject(Map.of("delimiter", Json.of("x"))), "a INT")
                        .decode("a\n1\n"))
                .hasMessageContaining("delimiter");
    }

    private static boolean isNested(DataType type) {
        return type.type() instanceof ArrayType || type.type() instanceof MapType || type.type() instanceof RowType;
    }

    private static final class NoRejections implements RowDecoder.Records {

        @Override
        public void decoded(int row, int start, int end) {}

        @Override
        public void rejected(int start, int end, String code, String message) {
            throw new AssertionError(message);
        }
    }
}
