package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are no block, or not one of this schema. */
class BrokenBlockTest {

    /** Behind header, shape and flags of the first column. */
    private static final int FIRST_VALUES = BlockFormat.HEADER_BYTES + 2;

    @Property
    void aBlockCutOffAnywhereIsRefused(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        BatchPool pool = new BatchPool(random.schema());
        byte[] block = anyBlock(random, pool, 20);
        for (int length = 0; length < block.length; length++) {
            byte[] start = Arrays.copyOf(block, length);
            assertRefused(pool, start);
            if (length >= BlockFormat.HEADER_BYTES) {
                assertRefused(pool, sealed(start));
            }
        }
        assertThat(pool.outstanding()).isZero();
    }

    @Property
    void aChangedByteIsNoticed(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        BatchPool pool = new BatchPool(random.schema());
        byte[] block = anyBlock(random, pool, 50);
        for (int i = 0; i < 100; i++) {
            byte[] changed = block.clone();
            changed[random.random().nextInt(block.length)] ^=
                    (byte) random.random().nextInt(1, 256);
            assertRefused(pool, changed);
        }
        assertThat(pool.outstanding()).isZero();
    }

    @Property
    void aForgedBlockIsRefusedOrReadableAndSmall(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        BatchPool pool = new BatchPool(random.schema());
        byte[] block = anyBlock(random, pool, 30);
        BlockDecoder decoder = new BlockDecoder(pool);
        decoder.decode(block, 0, block.length).release();
        for (int i = 0; i < 200; i++) {
            byte[] forged = sealed(forged(block, random.random()));
            long before = BlockRoundTripTest.allocatedBytes();
            Batch decoded;
            try {
                decoded = decoder.decode(forged, 0, forged.length);
            } catch (BlockFormatException _) {
                decoded = pool.take();
            }
            // The vectors of a column may be made anew, which the schema bounds; the rest goes with the bytes.
            assertThat(BlockRoundTripTest.allocatedBytes() - before).isLessThan(20_000_000 + 1_000L * forged.length);
            assertThat(BoxedValues.rows(decoded)).hasSize(decoded.rowCount());
            decoded.release();
        }
        assertThat(pool.outstanding()).isZero();
    }

    @Property
    void noiseIsRefused(@ForAll byte[] noise, @ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        BatchPool pool = new BatchPool(random.schema());
        assertRefused(pool, noise);

        byte[] behindAHeader = Arrays.copyOf(anyBlock(random, pool, 100), BlockFormat.HEADER_BYTES + noise.length);
        System.arraycopy(noise, 0, behindAHeader, BlockFormat.HEADER_BYTES, noise.length);
        // The 100 change bytes alone would have to be right.
        assertRefused(pool, sealed(behindAHeader));
        assertThat(pool.outstanding()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 00000000 | does not begin with MBLK",
                "4  | 0200     | version is 2 and only version 1",
                "6  | 0200     | unknown flags 2",
                "8  | 17000000 | length of 23 bytes",
                "8  | FFFFFFFF | length of 4294967295 bytes",
                "12 | 01100000 | cannot have 4097 rows",
                "12 | FFFFFFFF | cannot have 4294967295 rows",
                "16 | 02000000 | 2 columns and its schema 1",
                "24 | 05       | (c0): values of shape 5 are not of type STRING",
                "25 | 04       | unknown flags 4",
                "25 | 02       | too early",
                "26 | 03       | lengths cannot have 3 bytes",
                "27 | FF       | too early",
                "29 | 00       | bytes are left over"
            })
    void eachWrongNumberIsNamed(int offset, String hex, String message) {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("STRING")));
        byte[] block = block(pool, List.of("a"), List.of("bc"), List.of("def"));
        byte[] wrong = HexFormat.of().parseHex(hex.strip());
        System.arraycopy(wrong, 0, block, offset, wrong.length);
        byte[] broken = offset == BlockFormat.LENGTH_OFFSET ? block : sealed(block);

        assertThatThrownBy(() -> decode(pool, broken))
                .isInstanceOf(BlockFormatException.class)
                .hasMessageContaining(message);
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void lengthsThatPromiseFarMoreThanThereIsMakeNoRoomForIt() {
        for (String type :
                List.of("STRING", "ARRAY<BIGINT>", "MAP<STRING, ARRAY<DECIMAL(38, 0)>>", "ARRAY<ARRAY<INT>>")) {
            BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse(type)));
            byte[] block = new byte[FIRST_VALUES + 1 + 4 * 4];
            block[BlockFormat.HEADER_BYTES] =
                    (byte) BlockFormat.shape(DataType.parse(type).physical());
            block[FIRST_VALUES] = 4;
            MemorySegment numbers = MemorySegment.ofArray(block);
            numbers.set(BlockFormat.INT, BlockFormat.ROWS_OFFSET, 4);
            numbers.set(BlockFormat.INT, BlockFormat.COLUMNS_OFFSET, 1);
            for (int lengths : new int[] {100, 1 << 28, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
                for (int row = 0; row < 4; row++) {
                    numbers.set(BlockFormat.INT, FIRST_VALUES + 1 + 4 * row, lengths);
                }
                assertRefused(pool, sealed(block));
                long before = BlockRoundTripTest.allocatedBytes();
                assertRefused(pool, sealed(block));
                assertThat(BlockRoundTripTest.allocatedBytes() - before).isLessThan(100_000);
            }
        }
    }

    @Test
    void valuesOutsideOfTheirTypeAreRefused() {
        BatchPool booleans = new BatchPool(RandomRows.schema(DataType.parse("BOOLEAN")));
        byte[] block = block(booleans, List.of(true), List.of(false));
        block[FIRST_VALUES + 1] = 2;
        assertThatThrownBy(() -> decode(booleans, sealed(block))).hasMessageContaining("neither 0 nor 1");

        BatchPool timestamps = new BatchPool(RandomRows.schema(DataType.parse("TIMESTAMP(9)")));
        for (int wrong : new int[] {1_000_000, -1}) {
            byte[] nanos = block(timestamps, List.of(Instant.EPOCH), List.of(Instant.EPOCH.plusNanos(1)));
            MemorySegment.ofArray(nanos).set(BlockFormat.INT, FIRST_VALUES + 2 * 8, wrong);
            assertThatThrownBy(() -> decode(timestamps, sealed(nanos)))
                    .hasMessageContaining(wrong + " nanoseconds are not within a millisecond");
        }
    }

    @Test
    void anUnknownChangeIsRefused() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("INT")));
        Batch batch = new RandomRows(1).batch(pool, 3);
        batch.writableChanges()[1] = 4;
        BlockEncoder encoder = new BlockEncoder();
        encoder.encode(batch, null, 3);

        assertThatThrownBy(() -> new BlockDecoder(pool).decode(encoder.bytes(), 0, encoder.length()))
                .isInstanceOf(BlockFormatException.class)
                .hasMessageContaining("(changes): there is no change 4");
    }

    @Test
    void nullInAColumnDeclaredNotNullIsRefused() {
        BatchPool nullable = new BatchPool(RandomRows.schema(DataType.parse("ARRAY<INT>")));
        BatchPool notNull = new BatchPool(RandomRows.schema(DataType.parse("ARRAY<INT NOT NULL>")));
        byte[] block = block(nullable, List.of(Arrays.asList(1, null)));

        assertThatThrownBy(() -> decode(notNull, block)).hasMessageContaining("NULL in values of type INT NOT NULL");
    }

    @Test
    void aBlockOfAnotherSchemaIsRefused() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("ROW<a INT, b STRING>")));
        BatchPool other = new BatchPool(RandomRows.schema(DataType.parse("ROW<a INT, b BIGINT>")));
        byte[] block = block(pool, List.of(List.of(1, "a")));

        assertThatThrownBy(() -> decode(other, block)).hasMessageContaining("shape 10 are not of type BIGINT");
    }

    @Test
    void aConstantColumnOfANestedTypeIsReadThoughNoneIsWritten() {
        DataType type = DataType.parse("ROW<a INT, b ARRAY<STRING>, c MAP<STRING, INT>>");
        BatchPool pool = new BatchPool(RandomRows.schema(type));
        List<Object> row = List.of(List.of(7, Arrays.asList("x", null), Collections.singletonMap("k", 1)));
        byte[] block = block(pool, row);
        block[BlockFormat.ROWS_OFFSET] = 5;
        block[BlockFormat.HEADER_BYTES + 1] |= BlockFormat.CONSTANT;

        assertThat(BoxedValues.rows(decode(pool, sealed(block)))).isEqualTo(Collections.nCopies(5, row));
    }

    @Test
    void constantsWhereTheyCannotBeAreRefused() {
        BatchPool rows = new BatchPool(RandomRows.schema(DataType.parse("ROW<a INT>")));
        byte[] inner = block(rows, List.of(List.of(7)));
        inner[FIRST_VALUES + 1] |= BlockFormat.CONSTANT;
        assertThatThrownBy(() -> decode(rows, sealed(inner))).hasMessageContaining("cannot be constant");

        BatchPool ints = new BatchPool(RandomRows.schema(DataType.parse("INT")));
        byte[] none = block(ints, List.of(7));
        none[BlockFormat.ROWS_OFFSET] = 0;
        none[BlockFormat.HEADER_BYTES + 1] |= BlockFormat.CONSTANT;
        assertThatThrownBy(() -> decode(ints, sealed(none))).hasMessageContaining("without rows");
    }

    @Test
    void nullBitsBehindTheLastRowAreRefused() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("INT")));
        byte[] block = block(pool, List.of(7), Collections.singletonList(null), List.of(8));
        assertThat(block[FIRST_VALUES]).isEqualTo((byte) 0b010);
        block[FIRST_VALUES] = 0b1010;

        assertThatThrownBy(() -> decode(pool, sealed(block))).hasMessageContaining("behind the last of 3 rows");
    }

    /** A block with a few bytes overwritten, put in or left out behind its header. */
    private static byte[] forged(byte[] block, RandomGenerator random) {
        byte[] forged = block.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(BlockFormat.VERSION_OFFSET, forged.length);
            switch (random.nextInt(4)) {
                case 0 -> forged[at] = (byte) random.nextInt();
                case 1 -> forged[at] = (byte) 0xFF;
                case 2 -> forged[at] ^= (byte) (1 << random.nextInt(8));
                default -> forged = Arrays.copyOf(forged, Math.max(BlockFormat.HEADER_BYTES, at));
            }
        }
        return forged;
    }

    /** As someone makes it who knows the format: right magic, version, length and checksum. */
    private static byte[] sealed(byte[] block) {
        byte[] sealed = block.clone();
        MemorySegment numbers = MemorySegment.ofArray(sealed);
        numbers.set(BlockFormat.INT, BlockFormat.LENGTH_OFFSET, sealed.length);
        numbers.set(BlockFormat.INT, BlockFormat.CHECKSUM_OFFSET, BlockFormat.checksum(sealed, 0, sealed.length));
        return sealed;
    }

    private static byte[] anyBlock(RandomRows random, BatchPool pool, int rows) {
        Batch batch = random.batch(pool, rows);
        random.change(batch);
        BlockEncoder encoder = new BlockEncoder();
        encoder.encode(batch, null, rows);
        batch.release();
        return Arrays.copyOf(encoder.bytes(), encoder.length());
    }

    private static byte[] block(BatchPool pool, List<?>... rows) {
        Batch batch = pool.take();
        BoxedValues.fill(batch, List.of(rows));
        BlockEncoder encoder = new BlockEncoder();
        encoder.encode(batch, null, rows.length);
        batch.release();
        return Arrays.copyOf(encoder.bytes(), encoder.length());
    }

    private static void assertRefused(BatchPool pool, byte[] block) {
        assertThatThrownBy(() -> decode(pool, block)).isInstanceOf(BlockFormatException.class);
    }

    private static Batch decode(BatchPool pool, byte[] block) {
        return new BlockDecoder(pool).decode(block, 0, block.length);
    }
}
