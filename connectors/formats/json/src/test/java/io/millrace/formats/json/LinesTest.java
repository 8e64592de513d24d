package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.CharacterType;
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
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines and keys: order, blanks, chunks, and the way back. */
class LinesTest {

    @Property
    void whatIsWrittenIsReadBack(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        Schema schema = new Schema(random.schema().columns().stream()
                .map(column -> new Column(column.name(), withTextKeys(column.type())))
                .toList());
        List<List<@Nullable Object>> rows = random.rows(schema, 30);
        FormatHarness harness = new FormatHarness(new JsonFormat(), JsonObject.EMPTY, schema);

        Decoded decoded = harness.decode(harness.encode(rows));

        assertThat(decoded.rejected()).isEmpty();
        assertThat(decoded.rows()).isEqualTo(rows);
    }

    @Property
    void columnsThatAreNotReadMakeNoDifferenceToTheOthers(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        Schema schema = RandomRows.schema(
                random.type(), DataType.parse("STRING"), DataType.parse("ARRAY<STRING>"), DataType.parse("INT"));
        schema = new Schema(schema.columns().stream()
                .map(column -> new Column(column.name(), withTextKeys(column.type())))
                .toList());
        List<List<@Nullable Object>> rows = random.rows(schema, 30);
        FormatHarness harness = new FormatHarness(new JsonFormat(), JsonObject.EMPTY, schema);
        String text = harness.encode(rows);

        List<List<@Nullable Object>> read =
                harness.projection(1, 3).decode(text).rows();

        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> projected = new ArrayList<>();
            projected.add(row.get(1));
            projected.add(row.get(3));
            expected.add(projected);
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aLineIsWrittenWithoutBlanksAndWithAllKeys() {
        FormatHarness harness = Json.of(
                "origin STRING",
                "flights BIGINT",
                "share DECIMAL(5, 2)",
                "since TIMESTAMP(3)",
                "seen TIMESTAMP_LTZ(0)");
        List<@Nullable Object> row = new ArrayList<>(List.of("A\"T\nL\u0001ä", 12L, 1250L, 978_310_020_123_000L));
        row.add(null);

        assertThat(harness.encode(List.of(row)))
                .isEqualTo("{\"origin\":\"A\\\"T\\nL\\u0001ä\",\"flights\":12,\"share\":12.50,"
                        + "\"since\":\"2001-01-01T00:47:00.123\",\"seen\":null}\n");
    }

    @Test
    void keysMayComeInAnyOrderAndChangeIt() {
        assertThat(Json.of("alpha INT", "b INT", "long_enough_for_two_words INT")
                        .decode("""
                                {"alpha":1,"b":2,"long_enough_for_two_words":3}
                                {"b":2,"long_enough_for_two_words":3,"alpha":1}
                                {"b":2,"more":{"alpha":9},"alpha":1,"alph":0,"alphas":0,"long_enough_for_two_words":3}
                                {"long_enough_for_two_wordz":0,"long_enough_for_two_words":3,"b":2,"alpha":1}
                                """)
                        .rows())
                .containsOnly(List.of(1, 2, 3));
    }

    @Test
    void keysMayHoldEscapes() {
        assertThat(Json.of("alpha INT", "a\"b INT", "ä INT", "tab\there INT")
                        .decode("{\"\\u0061lpha\":1,\"a\\\"b\":2,\"\\u00e4\":3,\"tab\\there\":4}\n"
                                + "{\"alpha\":1,\"a\\u0022b\":2,\"ä\":3,\"tab\\u0009here\":4}")
                        .rows())
                .containsOnly(List.of(1, 2, 3, 4));
    }

    @Test
    void ofAKeyThatStandsTwiceTheLastValueCounts() {
        assertThat(Json.of("a INT", "b STRING", "m MAP<STRING, STRING>")
                        .decode("{\"a\":1,\"b\":\"x\\n\",\"a\":null,\"b\":\"y\",\"a\":2,"
                                + "\"m\":{\"k\":\"1\\t\",\"\\u006b\":\"2\",\"l\":\"3\"}}")
                        .rows())
                .containsExactly(List.of(2, "y", java.util.Map.of("k", "2", "l", "3")));
    }

    @Test
    void blankLinesAndBlanksAreNoRecords() {
        Decoded decoded = Json.of("a INT").decode("\n  \r\n{ \"a\" :\t1 }\r\n\n\t{\"a\":2}  \n\n");

        assertThat(decoded.rows()).containsExactly(List.of(1), List.of(2));
        assertThat(decoded.rejected()).isEmpty();
    }

    @Test
    void theLastLineNeedsNoLineFeedAndTheFirstMayHaveAByteOrderMark() {
        assertThat(Json.of("a INT").decode("\uFEFF{\"a\":1}\n{\"a\":2}").rows())
                .containsExactly(List.of(1), List.of(2));
    }

    @Test
    void aLineThatIsNotWholeWaitsForTheRest() {
        byte[] bytes = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}".getBytes(StandardCharsets.UTF_8);
        FormatHarness harness = Json.of("a INT");

        for (int end = 0; end < bytes.length; end++) {
            MemoryChunk chunk = new MemoryChunk(bytes);
            Batch batch = new BatchPool(harness.projected()).take();
            RowDecoder decoder = new JsonFormat().decoder(harness.request());

            int next = decoder.decode(chunk, 0, end, false, batch, new NoRejections());

            int whole = end < 8 ? 0 : end < 16 ? 1 : 2;
            assertThat(batch.rowCount()).isEqualTo(whole);
            assertThat(next).isEqualTo(8 * whole);
        }
    }

    @Test
    void aBatchIsFilledInSeveralCalls() {
        byte[] bytes = "{\"a\":\"x\"}\n{\"a\":\"y\"}\n".getBytes(StandardCharsets.UTF_8);
        FormatHarness harness = Json.of("a STRING");
        MemoryChunk chunk = new MemoryChunk(bytes);
        Batch batch = new BatchPool(harness.projected()).take();
        RowDecoder decoder = new JsonFormat().decoder(harness.request());

        int next = decoder.decode(chunk, 0, 10, false, batch, new NoRejections());
        decoder.decode(chunk, next, bytes.length, true, batch, new NoRejections());

        assertThat(BoxedValues.rows(batch)).containsExactly(List.of("x"), List.of("y"));
    }

    @Test
    void aReaderInMidFileBeginsBehindTheNextLineFeed() {
        byte[] bytes = new MemoryChunk("{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8)).data();
        RowDecoder decoder = new JsonFormat().decoder(Json.of("a INT").request());

        assertThat(decoder.resync(bytes, 0, 16)).isEqualTo(8);
        assertThat(decoder.resync(bytes, 7, 16)).isEqualTo(8);
        assertThat(decoder.resync(bytes, 8, 16)).isEqualTo(16);
        assertThat(decoder.resync(bytes, 0, 7)).isEqualTo(-1);
    }

    private static final class NoRejections implements RowDecoder.Records {

        @Override
        public void decoded(int row, int start, int end) {}

        @Override
        public void rejected(int start, int end, String code, String message) {
            throw new AssertionError(message);
        }
    }

    /** Maps of other keys are refused, which is tested elsewhere; a map has no NULL as key. */
    private static DataType withTextKeys(DataType type) {
        return switch (type.type()) {
            case ArrayType array -> new DataType(new ArrayType(withTextKeys(array.element())), type.isNullable());
            case MapType map ->
                new DataType(new MapType(CharacterType.STRING.notNull(), withTextKeys(map.value())), type.isNullable());
            case RowType row ->
                new DataType(
                        new RowType(row.fields().stream()
                                .map(field -> new Column(field.name(), withTextKeys(field.type())))
                                .toList()),
                        type.isNullable());
            default -> type;
        };
    }
}
