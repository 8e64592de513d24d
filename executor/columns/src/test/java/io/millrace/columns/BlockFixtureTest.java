package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.DataType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A block as version 1 wrote it; must be readable for ever, and is what version 1 writes. */
class BlockFixtureTest {

    private static final Schema SCHEMA = new Schema(((RowType) DataType.parse("ROW<truth BOOLEAN, tiny TINYINT, "
                            + "small SMALLINT, number INT, big BIGINT NOT NULL, `float` FLOAT, `double` DOUBLE, "
                            + "price DECIMAL(10, 2), wide DECIMAL(38, 0), name STRING, bytes BYTES, day DATE, "
                            + "clock TIME(3), micros TIMESTAMP(6), nanos TIMESTAMP_LTZ(9), months INTERVAL YEAR TO MONTH, "
                            + "tags ARRAY<STRING>, prices MAP<STRING NOT NULL, DECIMAL(38, 2)>, "
                            + "place ROW<city STRING, at ARRAY<DOUBLE NOT NULL>>, always STRING, never ARRAY<INT>>")
                    .type())
            .fields());

    private static final List<List<@Nullable Object>> ROWS = List.of(
            Arrays.asList(
                    true,
                    (byte) -1,
                    (short) 300,
                    70_000,
                    Long.MIN_VALUE,
                    1.5f,
                    -0.0,
                    1_999L,
                    BigInteger.TEN.pow(30).negate(),
                    "Zürich",
                    List.of((byte) 0, (byte) -1),
                    16_436,
                    86_399_999,
                    1_446_465_600_123_456L,
                    Instant.ofEpochSecond(-1, 999_999_999),
                    -14,
                    Arrays.asList("a", null, ""),
                    Collections.singletonMap("list", BigInteger.valueOf(-5)),
                    Arrays.asList("Boston", List.of(42.36, -71.06)),
                    "same",
                    null),
            Arrays.asList(
                    null, null, null, null, 0L, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, "same", null),
            Arrays.asList(
                    false,
                    (byte) 1,
                    (short) -1,
                    -1,
                    42L,
                    Float.NaN,
                    Double.MIN_VALUE,
                    -1L,
                    BigInteger.ONE,
                    "x".repeat(300),
                    List.of(),
                    -1,
                    0,
                    -1L,
                    Instant.EPOCH,
                    0,
                    List.of(),
                    Collections.emptyMap(),
                    Arrays.asList(null, List.of()),
                    "same",
                    null));

    private final BatchPool pool = new BatchPool(SCHEMA);

    @Test
    void versionOneIsReadable() throws IOException {
        byte[] block = fixture();
        Batch decoded = new BlockDecoder(pool).decode(block, 0, block.length);

        assertThat(BoxedValues.rows(decoded)).isEqualTo(ROWS);
        assertThat(List.of(decoded.change(0), decoded.change(1), decoded.change(2)))
                .containsExactly(Change.UPDATE_BEFORE, Change.UPDATE_AFTER, Change.DELETE);
    }

    @Test
    void versionOneIsWhatIsWritten() throws IOException {
        Batch batch = pool.take();
        BoxedValues.fill(batch, ROWS);
        byte[] changes = batch.writableChanges();
        changes[0] = Change.UPDATE_BEFORE;
        changes[1] = Change.UPDATE_AFTER;
        changes[2] = Change.DELETE;
        BlockEncoder encoder = new BlockEncoder();
        encoder.encode(batch, null, 3);

        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(encoder.bytes(), 0, encoder.length())).isEqualTo(hex.formatHex(fixture()));
    }

    private static byte[] fixture() throws IOException {
        try (InputStream file = Objects.requireNonNull(BlockFixtureTest.class.getResourceAsStream("block-v1.hex"))) {
            return HexFormat.of()
                    .parseHex(new String(file.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        }
    }
}
