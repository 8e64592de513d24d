package io.millrace.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BlockRoundTripTest {

    static final List<DataType> EVERY_TYPE = RandomRows.EVERY_TYPE;

    private final RowsPool rowsPool = new RowsPool();
    private final BlockEncoder encoder = new BlockEncoder();

    @Property
    void anyRowsComeBackAsTheyWere(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        Schema schema = random.schema();
        BatchPool pool = new BatchPool(schema);
        BlockDecoder decoder = new BlockDecoder(pool);
        // Several through the same encoder and the same pool: nothing of one block may show in the next.
        for (int block = 0; block < 3; block++) {
            Batch batch = random.batch(pool, random.random().nextInt(300));
            if (random.random().nextBoolean()) {
                random.change(batch);
            }
            Rows rows = random.rows(rowsPool, batch);
            encoder.encode(rows);
            Batch decoded = decoder.decode(encoder.bytes(), 0, encoder.length());

            assertThat(BoxedValues.rows(decoded)).isEqualTo(BoxedValues.rows(rows));
            for (int i = 0; i < rows.count(); i++) {
                assertThat(decoded.change(i)).isEqualTo(batch.change(rows.row(i)));
            }
            decoded.release();
            rows.release();
        }
        assertThat(pool.outstanding()).isZero();
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void aFullBatchComesBackAsItWas(DataType type) {
        BatchPool pool = new BatchPool(RandomRows.schema(type));
        Batch batch = new RandomRows(5).batch(pool, Batch.MAX_ROWS);
        Batch decoded = decode(pool, encode(batch));

        assertThat(BoxedValues.rows(decoded)).isEqualTo(BoxedValues.rows(batch));
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void equalRowsMakeEqualBlocks(DataType type) {
        BatchPool pool = new BatchPool(RandomRows.schema(type));
        RandomRows random = new RandomRows(6);
        Batch batch = random.batch(pool, 500);
        int[] chosen = random.random().ints(200, 0, 500).sorted().distinct().toArray();
        byte[] selected = encode(batch, chosen);
        // The same rows in a batch whose vectors still hold other values, under NULL and elsewhere.
        Batch used = random.batch(pool, 500);
        used.release();
        Batch alone = pool.take();
        assertThat(alone).isSameAs(used);
        BoxedValues.fill(
                alone,
                IntStream.of(chosen)
                        .mapToObj(row -> BoxedValues.row(batch, row))
                        .toList());

        assertThat(encode(alone)).isEqualTo(selected);
        assertThat(encode(decode(pool, selected))).isEqualTo(selected);
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void aColumnOfNullsTakesOneRow(DataType type) {
        DataType nullable = type.withNullable(true);
        BatchPool pool = new BatchPool(RandomRows.schema(nullable));
        Batch batch = pool.take();
        List<@Nullable Object> row = Collections.singletonList(null);
        BoxedValues.fill(batch, Collections.nCopies(1_000, row));
        byte[] block = encode(batch);

        assertThat(block.length).isLessThan(100);
        assertThat(BoxedValues.rows(decode(pool, block))).isEqualTo(BoxedValues.rows(batch));
    }

    @Test
    void aColumnOfOneValueTakesOneRow() {
        for (String type : List.of(
                "BIGINT",
                "INT",
                "BOOLEAN",
                "DOUBLE",
                "FLOAT",
                "SMALLINT",
                "STRING",
                "DECIMAL(38, 2)",
                "TIMESTAMP(9)")) {
            DataType parsed = DataType.parse(type);
            BatchPool pool = new BatchPool(RandomRows.schema(parsed));
            @Nullable Object value = new RandomRows(7).value(parsed.withNullable(false));
            Batch batch = pool.take();
            BoxedValues.fill(batch, Collections.nCopies(1_000, Collections.singletonList(value)));
            byte[] block = encode(batch);
            int[] some = {3, 500, 999};
            Batch decodedSome = decode(pool, encode(batch, some));

            assertThat(block.length).as(type).isLessThan(150);
            assertThat(BoxedValues.rows(decode(pool, block))).isEqualTo(BoxedValues.rows(batch));
            assertThat(BoxedValues.rows(decodedSome))
                    .isEqualTo(BoxedValues.rows(batch).subList(0, 3));
        }
    }

    @Test
    void zerosOfBothSignsAreNotOneValue() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("DOUBLE"), DataType.parse("FLOAT")));
        Batch batch = pool.take();
        BoxedValues.fill(batch, List.of(List.of(0.0, 0.0f), List.of(-0.0, -0.0f)));

        assertThat(BoxedValues.rows(decode(pool, encode(batch)))).isEqualTo(BoxedValues.rows(batch));
    }

    @Test
    void aColumnThatIsNullInThisSelectionOnlyNeedsNoNullBits() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("BIGINT")));
        Batch batch = pool.take();
        BoxedValues.fill(batch, Arrays.asList(List.of(1L), Collections.singletonList(null), List.of(2L)));
        Batch decoded = decode(pool, encode(batch, new int[] {0, 2}));

        assertThat(decoded.column(0).hasNulls()).isFalse();
        assertThat(BoxedValues.rows(decoded)).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void changesThatAreAllInsertsAreLeftOut() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("INT")));
        Batch batch = new RandomRows(8).batch(pool, 100);
        int withoutChanges = encode(batch).length;
        Arrays.fill(batch.writableChanges(), Change.INSERT);
        batch.writableChanges()[50] = Change.DELETE;

        byte[] inserts = encode(batch, IntStream.range(0, 50).toArray());
        assertThat(inserts.length).isLessThan(withoutChanges);
        assertThat(decode(pool, inserts).changes()).isNull();
        assertThat(encode(batch)).hasSize(withoutChanges + 100);
        assertThat(decode(pool, encode(batch)).change(50)).isEqualTo(Change.DELETE);
    }

    @Test
    void aBlockWithoutRowsOrColumnsIsABlock() {
        BatchPool noColumns = new BatchPool(new Schema(List.of()));
        Batch threeRows = noColumns.take();
        threeRows.setRowCount(3);
        assertThat(decode(noColumns, encode(threeRows)).rowCount()).isEqualTo(3);

        BatchPool everything = new BatchPool(RandomRows.schema(RandomRows.EVERY_TYPE.toArray(DataType[]::new)));
        Batch noRows = everything.take();
        assertThat(decode(everything, encode(noRows)).rowCount()).isZero();
    }

    @Test
    void blocksBehindEachOtherAreReadOneByOne() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("STRING")));
        RandomRows random = new RandomRows(9);
        Batch first = random.batch(pool, 10);
        Batch second = random.batch(pool, 20);
        byte[] both = new byte[7 + encode(first).length + encode(second).length];
        System.arraycopy(encode(first), 0, both, 7, encode(first).length);
        System.arraycopy(encode(second), 0, both, both.length - encode(second).length, encode(second).length);

        BlockDecoder decoder = new BlockDecoder(pool);
        int length = BlockDecoder.blockLength(both, 7);
        assertThat(BoxedValues.rows(decoder.decode(both, 7, length))).isEqualTo(BoxedValues.rows(first));
        int next = 7 + length;
        assertThat(BoxedValues.rows(decoder.decode(both, next, BlockDecoder.blockLength(both, next))))
                .isEqualTo(BoxedValues.rows(second));
    }

    @Test
    void rowsThatDoNotFitABlockAreRefusedBeforeMemoryRunsOut() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("STRING"), DataType.parse("ARRAY<INT>")));
        Batch batch = pool.take();
        BytesVector strings = (BytesVector) batch.column(0);
        ArrayVector arrays = (ArrayVector) batch.column(1);
        strings.borrow(new byte[1 << 20]);
        arrays.append(0, 1 << 20);
        // Views of the same megabyte: small in memory, 4 GiB as a block.
        for (int row = 0; row < Batch.MAX_ROWS; row++) {
            strings.setRange(row, row, (1 << 20) - row);
            arrays.starts()[row] = 0;
            arrays.lengths()[row] = 1 << 20;
        }
        batch.setRowCount(Batch.MAX_ROWS);

        assertThatThrownBy(() -> encode(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer rows");
        Batch arraysOnly = new BatchPool(RandomRows.schema(DataType.parse("ARRAY<INT>"))).take();
        arraysOnly.shareColumn(0, arrays);
        arraysOnly.setRowCount(Batch.MAX_ROWS);
        assertThatThrownBy(() -> encode(arraysOnly))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer rows");
    }

    @Test
    void aHugeBlockDoesNotKeepItsBuffer() {
        BatchPool pool = new BatchPool(RandomRows.schema(DataType.parse("STRING")));
        Batch huge = pool.take();
        byte[] value = new byte[BlockWriter.KEPT_BYTES + 1];
        ((BytesVector) huge.column(0)).append(0, value, 0, value.length);
        huge.setRowCount(1);
        encode(huge);
        encode(new RandomRows(10).batch(pool, 10));

        assertThat(encoder.bytes().length).isLessThan(BlockWriter.KEPT_BYTES);
    }

    @Test
    void encodingAndDecodingAgainAllocateNothingPerRow() {
        BatchPool pool = new BatchPool(RandomRows.schema(
                DataType.parse("BIGINT"),
                DataType.parse("STRING"),
                DataType.parse("DECIMAL(38, 2)"),
                DataType.parse("ROW<a INT, b ARRAY<STRING>>")));
        Batch batch = new RandomRows(11).batch(pool, Batch.MAX_ROWS);
        int[] half = IntStream.range(0, Batch.MAX_ROWS / 2).map(i -> 2 * i).toArray();
        BlockDecoder decoder = new BlockDecoder(pool);
        int rounds = 200;
        Runnable work = () -> {
            for (int i = 0; i < rounds; i++) {
                encoder.encode(batch, null, Batch.MAX_ROWS);
                decoder.decode(encoder.bytes(), 0, encoder.length()).release();
                encoder.encode(batch, half, half.length);
                decoder.decode(encoder.bytes(), 0, encoder.length()).release();
            }
        };
        work.run();
        long before = allocatedBytes();
        work.run();

        // Some small objects per block; a byte per row would be 6,144.
        assertThat((allocatedBytes() - before) / rounds).isLessThan(4_000);
    }

    static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private byte[] encode(Batch batch) {
        encoder.encode(batch, null, batch.rowCount());
        return Arrays.copyOf(encoder.bytes(), encoder.length());
    }

    private byte[] encode(Batch batch, int[] rows) {
        encoder.encode(batch, rows, rows.length);
        return Arrays.copyOf(encoder.bytes(), encoder.length());
    }

    private static Batch decode(BatchPool pool, byte[] block) {
        return new BlockDecoder(pool).decode(block, 0, block.length);
    }
}
