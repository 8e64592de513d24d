package io.millrace.state.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyGroups;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.HeapStateBackend;
import io.millrace.state.contract.ListDriver;
import io.millrace.state.contract.OrderedDriver;
import io.millrace.state.contract.StateFixture;
import io.millrace.state.contract.TableDriver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The files of states, read without this product, and read when they are not what they should be. */
final class StateFilesTest implements StateFixture {

    private static final Schema KEY = Schema.of(
            new Column("user name", DataType.parse("STRING")), new Column("user-name", DataType.parse("INT NOT NULL")));
    private static final Schema VALUE = Schema.of(
            new Column("sum", DataType.parse("DECIMAL(20, 2)")),
            new Column("last", DataType.parse("TIMESTAMP(3) NOT NULL")),
            new Column("exact", DataType.parse("TIMESTAMP_LTZ(9)")),
            new Column("counts", DataType.parse("MAP<STRING NOT NULL, INT>")));
    private static final TableLayout LAYOUT = new TableLayout(KEY, VALUE);
    private static final List<List<@Nullable Object>> KEYS = List.of(List.of("ann", 1), Arrays.asList(null, 2));

    private static final long ROOM = 1 << 20;

    private final OperatorState state = new HeapStateBackend().open("counts", KeyGroupRange.ALL);

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return state.access();
    }

    private static State described(Kind kind, TableLayout layout, long rows) {
        return new State(ID, kind, layout, 0, rows, List.of());
    }

    private byte[] table() throws IOException {
        TableDriver driver =
                new TableDriver(this, state.access().table(ID, LAYOUT).open(60), LAYOUT, -1);
        int[] slots = driver.fetch(KEYS, Absent.CREATE);
        driver.write(
                slots[0],
                List.of(
                        BigInteger.valueOf(-12_345),
                        1_700_000_000_000_000L,
                        Instant.ofEpochSecond(1_700_000_000L, 123_456_789),
                        Map.of("a", 7)));
        driver.write(slots[1], Arrays.asList(null, 0L, null, null));
        return ThroughSavepoints.file(state, described(Kind.TABLE, LAYOUT, 2));
    }

    @Test
    void anyReaderOfAvroFindsNamesTypesAndValues() throws IOException {
        List<GenericRecord> rows = new ArrayList<>();
        org.apache.avro.Schema schema;
        try (DataFileStream<GenericRecord> file =
                new DataFileStream<>(new ByteArrayInputStream(table()), new GenericDatumReader<>())) {
            schema = file.getSchema();
            assertThat(file.getMetaString("millrace.role")).isEqualTo(ID.role());
            file.forEach(rows::add);
        }
        org.apache.avro.Schema value = schema.getField("value").schema();

        assertThat(schema.getField("key").schema().getFields())
                .extracting(field -> field.name() + "=" + field.getProp("column") + " " + field.getProp("sqlType"))
                .containsExactly("user_name=user name STRING", "user_name_2=user-name INT NOT NULL");
        assertThat(value.getField("sum").schema().getTypes().getLast().getLogicalType())
                .isEqualTo(LogicalTypes.decimal(20, 2));
        assertThat(value.getField("last").schema().getLogicalType()).isEqualTo(LogicalTypes.localTimestampMicros());
        assertThat(rows)
                .extracting(row -> row.get("bucket") + " " + row.get("key") + " " + row.get("value"))
                .contains("60 {\"user_name\": null, \"user_name_2\": 2} "
                        + "{\"sum\": null, \"last\": 0, \"exact\": null, \"counts\": null}")
                .anySatisfy(row -> assertThat(row)
                        .contains("\"exact\": {\"millis\": 1700000000123, \"nanos\": 456789}")
                        .contains("\"counts\": [{\"key\": \"a\", \"value\": 7}]"));
    }

    @Test
    void equalStatesGiveEqualFiles() throws IOException {
        byte[] first = table();

        assertThat(ThroughSavepoints.file(state, described(Kind.TABLE, LAYOUT, 2)))
                .isEqualTo(first);
    }

    private static void read(byte[] file, KeyGroupRange groups, State state) {
        try (OperatorState into = new HeapStateBackend().open("into", groups)) {
            new StateImport(into.access(), groups, state, Optional.empty(), "states/1.avro", new Room(ROOM))
                    .read(new ByteArrayInputStream(file));
        }
    }

    private static void refused(byte[] file, KeyGroupRange groups, State state, String why) {
        refused(StateImport.DAMAGED, file, groups, state, why);
    }

    private static void refused(String code, byte[] file, KeyGroupRange groups, State state, String why) {
        assertThatThrownBy(() -> read(file, groups, state))
                .isInstanceOfSatisfying(RunException.class, e -> {
                    assertThat(e.error().code()).isEqualTo(code);
                    assertThat(e.error().position()).contains("states/1.avro");
                })
                .hasMessageContaining(why);
    }

    @Test
    void aFileThatEndsAnywhereTooEarlyIsRefused() throws IOException {
        byte[] file = table();
        for (int length = 0; length < file.length; length++) {
            refused(Arrays.copyOf(file, length), KeyGroupRange.ALL, described(Kind.TABLE, LAYOUT, 2), ": ");
        }
    }

    @Test
    void aFileOfOtherColumnsIsRefused() throws IOException {
        TableLayout other = new TableLayout(KEY, Schema.of(new Column("sum", DataType.parse("BIGINT"))));

        refused(table(), KeyGroupRange.ALL, described(Kind.TABLE, other, 2), "its schema is");
    }

    @Test
    void rowsOfOtherKeyGroupsOrInOtherNumberAreRefused() throws IOException {
        byte[] file = table();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            KeyGroupRange one = new KeyGroupRange(group, group + 1);
            refused(file, one, described(Kind.TABLE, LAYOUT, 2), "a key is of the group");
        }
        refused(file, KeyGroupRange.ALL, described(Kind.TABLE, LAYOUT, 3), "it holds 2 rows and should hold 3");
    }

    @Test
    void aKeyOrTimerThatStandsTwiceIsRefused() throws IOException {
        StateId id = new StateId("node", "list", List.of());
        TableLayout layout = new TableLayout(
                RandomRows.schema(DataType.parse("BIGINT")), RandomRows.schema(DataType.parse("STRING")));
        new ListDriver(this, state.access().list(id, layout), layout)
                .append(List.of(List.of(1L), List.of(1L)), List.of(List.of("a"), List.of("b")));
        state.access().list(id, layout).unpin();
        State list = new State(id, Kind.LIST, layout, 0, 2, List.of());
        byte[] file = ThroughSavepoints.file(state, list);

        // The columns of a broadcast state are those of a list; a list is no table, and its keys come again.
        read(file, KeyGroupRange.ALL, list);
        refused(file, KeyGroupRange.ALL, new State(id, Kind.TABLE, layout, 0, 2, List.of()), "its schema is");
        refused(asTable(layout), KeyGroupRange.ALL, described(Kind.TABLE, layout, 2), "a key stands in it twice");
    }

    /** A file with one key in two rows, as nothing here writes it. */
    private byte[] asTable(TableLayout layout) throws IOException {
        State table = described(Kind.TABLE, layout, 2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateRowForm form = new StateRowForm(table);
        new TableDriver(this, state.access().table(ID, layout).open(0), layout, -1)
                .fetch(List.of(List.of(1L)), Absent.CREATE);
        Table rows = Objects.requireNonNull(state.access().table(ID, layout).find(0));
        StateRow row = new StateRow(new Vector[] {rows.key(0)}, new Vector[] {rows.value(0)});
        try (DataFileWriter<StateRow> writer = new DataFileWriter<>(form)) {
            writer.setCodec(CodecFactory.deflateCodec(1));
            writer.create(form.schema(), bytes);
            writer.append(row);
            writer.append(row);
        }
        return bytes.toByteArray();
    }

    private static final TableLayout LISTS =
            new TableLayout(Schema.of(), Schema.of(new Column("list", DataType.parse("ARRAY<INT NOT NULL> NOT NULL"))));
    private static final TableLayout TEXTS =
            new TableLayout(Schema.of(), Schema.of(new Column("text", DataType.parse("STRING NOT NULL"))));

    /** A file of one block, whose rows are what they are told. */
    private static byte[] forged(State state, int rows, byte[] block) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateRowForm form = new StateRowForm(state);
        try (DataFileWriter<StateRow> writer = new DataFileWriter<>(new Forging(form, block))) {
            writer.setCodec(CodecFactory.deflateCodec(9));
            writer.create(form.schema(), bytes);
            for (int i = 0; i < rows; i++) {
                writer.append(new StateRow(new Vector[0], new Vector[0]));
            }
        }
        return bytes.toByteArray();
    }

    private record Forging(StateRowForm form, byte[] row) implements DatumWriter<StateRow> {

        @Override
        public void setSchema(org.apache.avro.Schema schema) {}

        @Override
        public void write(StateRow ignored, Encoder out) throws IOException {
            out.writeFixed(row);
        }
    }

    private static byte[] encoded(long... numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        for (long number : numbers) {
            out.writeLong(number);
        }
        return bytes.toByteArray();
    }

    /** No test here could have so much memory: a length that was believed would end it. */
    @Test
    void lengthsThatAreMadeUpAreNotBelieved() throws IOException {
        State texts = described(Kind.LIST, TEXTS, 1);
        State lists = described(Kind.LIST, LISTS, 1);
        for (long length : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE - 8L, 1L << 30, -1, Long.MIN_VALUE}) {
            refused(forged(texts, 1, encoded(length)), KeyGroupRange.ALL, texts, "a value says it has");
        }
        for (long length : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE - 8L, 1L << 30}) {
            refused(forged(lists, 1, encoded(length)), KeyGroupRange.ALL, lists, ": ");
        }
        byte[] file = forged(texts, 1, encoded(0));
        int block = file.length - 16 - 1;
        while (file[block] != 2) {
            block--;
        }
        for (long size : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 30}) {
            ByteArrayOutputStream longer = new ByteArrayOutputStream();
            longer.write(file, 0, block + 1);
            longer.writeBytes(encoded(size));
            longer.write(file, block + 2, file.length - block - 2);
            refused(longer.toByteArray(), KeyGroupRange.ALL, texts, "none has more than 67108864");
        }
    }

    @Test
    void whatUnpacksToMoreThanThereIsRoomForIsRefused() throws IOException {
        State one = described(Kind.LIST, TEXTS, 1);
        ByteArrayOutputStream zeros = new ByteArrayOutputStream();
        zeros.writeBytes(encoded(64 << 20));
        zeros.writeBytes(new byte[64 << 20]);
        byte[] file = forged(one, 1, zeros.toByteArray());
        assertThat(file).hasSizeLessThan(100_000);
        refused(StateImport.TOO_LARGE, file, KeyGroupRange.ALL, one, "1,048,576 bytes of memory");

        // Rows and elements that are next to nothing in the file take memory all the same.
        State many = described(Kind.LIST, TEXTS, 200_000);
        refused(
                StateImport.TOO_LARGE,
                forged(many, 200_000, encoded(0)),
                KeyGroupRange.ALL,
                many,
                "1,048,576 bytes of memory");
        ByteArrayOutputStream elements = new ByteArrayOutputStream();
        elements.writeBytes(encoded(200_000));
        elements.writeBytes(new byte[200_001]);
        State list = described(Kind.LIST, LISTS, 1);
        refused(
                StateImport.TOO_LARGE,
                forged(list, 1, elements.toByteArray()),
                KeyGroupRange.ALL,
                list,
                "1,048,576 bytes of memory");
    }

    @Test
    void moreRowsThanSaidEndTheReadingAtOnce() throws IOException {
        State one = described(Kind.LIST, TEXTS, 1);

        refused(forged(one, 5_000, encoded(0)), KeyGroupRange.ALL, one, "more than the 1 rows it should");
    }

    /** Windows without end, as nothing here writes them: each is a table of its own, whatever is in it. */
    @Test
    void bucketsTakeMemoryHoweverFewRowsTheyHave() throws IOException {
        TableLayout layout = new TableLayout(Schema.of(), Schema.of());
        State table = described(Kind.TABLE, layout, 1_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateRowForm form = new StateRowForm(table);
        StateRow row = new StateRow(new Vector[0], new Vector[0]);
        try (DataFileWriter<StateRow> writer = new DataFileWriter<>(form)) {
            writer.setCodec(CodecFactory.deflateCodec(9));
            writer.create(form.schema(), bytes);
            for (int i = 0; i < 1_000; i++) {
                row.bucket = i;
                writer.append(row);
            }
        }
        refused(
                StateImport.TOO_LARGE,
                bytes.toByteArray(),
                KeyGroupRange.ALL,
                table,
                "1,048,576 bytes of memory that there are for the states of a task");
    }

    /** Many states that are small enough each. */
    @Test
    void statesThatAreInMemoryTogetherShareTheRoom() throws IOException {
        State one = described(Kind.LIST, TEXTS, 5_000);
        byte[] file = forged(one, 5_000, encoded(0));
        Room room = new Room(ROOM);
        try (OperatorState into = new HeapStateBackend().open("into", KeyGroupRange.ALL)) {
            List<String> outcomes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                State next =
                        new State(new StateId("node", "list-" + i, List.of()), Kind.LIST, TEXTS, 0, 5_000, List.of());
                StateImport reading = new StateImport(
                        into.access(), KeyGroupRange.ALL, next, Optional.empty(), "states/" + i + ".avro", room);
                try {
                    reading.read(new ByteArrayInputStream(file));
                    outcomes.add("read");
                } catch (RunException e) {
                    outcomes.add(e.error().code());
                }
            }
            assertThat(outcomes).startsWith("read").endsWith(StateImport.TOO_LARGE);
        }
    }

    @Test
    void aBlockThatUnpacksToMoreThanOneHasIsRefused() throws IOException {
        State many = described(Kind.SPLIT_LIST, new TableLayout(Schema.of(), Schema.of()), Integer.MAX_VALUE);
        StateRowForm form = new StateRowForm(many);
        ByteArrayOutputStream item = new ByteArrayOutputStream();
        item.writeBytes(encoded(1 << 20));
        item.writeBytes(new byte[1 << 20]);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<StateRow> writer = new DataFileWriter<>(new Forging(form, item.toByteArray()))) {
            writer.setCodec(CodecFactory.deflateCodec(9));
            writer.setSyncInterval(1 << 28);
            writer.create(form.schema(), bytes);
            for (int i = 0; i < 64; i++) {
                writer.append(new StateRow(new Vector[0], new Vector[0]));
            }
        }
        try (OperatorState into = new HeapStateBackend().open("into", KeyGroupRange.ALL)) {
            StateImport reading = new StateImport(
                    into.access(),
                    KeyGroupRange.ALL,
                    many,
                    Optional.empty(),
                    "states/1.avro",
                    new Room(Long.MAX_VALUE));
            assertThatThrownBy(() -> reading.read(new ByteArrayInputStream(bytes.toByteArray())))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("a block unpacks to more than the 67108864 bytes");
        }
    }

    /** What cannot be read again is not written. */
    @Test
    void aRowThatNoBlockHoldsIsNotWritten() {
        StateId id = new StateId("node", "list", List.of());
        String large = "x".repeat(RowFile.MOST_BLOCK_BYTES);
        new ListDriver(this, state.access().list(id, TEXTS), TEXTS).append(List.of(List.of()), List.of(List.of(large)));
        state.access().list(id, TEXTS).unpin();
        State list = new State(id, Kind.LIST, TEXTS, 0, 1, List.of());

        assertThatThrownBy(() -> ThroughSavepoints.file(state, list))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("a savepoint holds rows of up to 67,108,864");
    }

    @Test
    void anOrderInBucketsThatCannotBeIsRefused() throws IOException {
        for (long width : new long[] {0, -1, Long.MIN_VALUE}) {
            State ordered = new State(ID, Kind.ORDERED, TEXTS, width, 0, List.of());
            refused(
                    forged(ordered, 0, new byte[0]),
                    KeyGroupRange.ALL,
                    ordered,
                    "A bucket cannot be " + width + " wide");
        }
    }

    /** Rows of which nothing is ever dropped, as those of the first of each partition: no bound is to be set. */
    @Test
    void anOrderThatIsNeverDroppedFromComesBack() throws IOException {
        StateId id = new StateId("node", "sorted", List.of());
        TableLayout layout = new TableLayout(
                RandomRows.schema(DataType.parse("BIGINT")), RandomRows.schema(DataType.parse("STRING")));
        OrderedState sorted = state.access().ordered(id, layout, OrderedState.NEVER_DROPPED);
        new OrderedDriver(this, sorted, layout)
                .add(List.of(List.of(1L), List.of(1L)), new long[] {7, -3}, List.of(List.of("a"), List.of("b")));
        sorted.unpin();
        State described = new State(id, Kind.ORDERED, layout, OrderedState.NEVER_DROPPED, 2, List.of());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        StateExport.Exported exported = new StateExport(state.access(), described).write(file);

        try (OperatorState into = new HeapStateBackend().open("into", KeyGroupRange.ALL)) {
            new StateImport(
                            into.access(),
                            KeyGroupRange.ALL,
                            described,
                            exported.droppedBelow(),
                            "states/1.avro",
                            new Room(ROOM))
                    .read(new ByteArrayInputStream(file.toByteArray()));
            assertThat(ThroughSavepoints.file(into, described)).isEqualTo(file.toByteArray());
        }
    }
}
