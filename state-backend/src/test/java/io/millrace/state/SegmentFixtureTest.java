package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.BlockEncoder;
import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TimerState;
import io.millrace.state.contract.Keys;
import io.millrace.state.contract.ListDriver;
import io.millrace.state.contract.MemoryStorage;
import io.millrace.state.contract.OrderedDriver;
import io.millrace.state.contract.StateFixture;
import io.millrace.state.contract.TableDriver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** State as version 1 of the format wrote it; must be readable for ever, and is what version 1 writes. */
final class SegmentFixtureTest implements StateFixture {

    private static final String FILE = "states";
    private static final TableLayout LAYOUT = new TableLayout(
            RandomRows.schema(DataType.parse("STRING")),
            RandomRows.schema(DataType.parse("BIGINT NOT NULL"), DataType.parse("ARRAY<STRING>")));
    private static final TableLayout TIMERS = new TableLayout(LAYOUT.key(), Schema.of());
    private static final List<List<String>> KEYS = List.of(List.of("Zürich"), List.of(""), List.of("Boston"));
    private static final List<List<Object>> VALUES =
            List.of(List.of(1L, List.of("a", "b")), List.of(-2L, List.of()), List.of(Long.MAX_VALUE, List.of("")));

    private final MemoryStorage storage = new MemoryStorage();
    private OperatorState state = new HeapStateBackend().open("counts", KeyGroupRange.ALL);

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return state.access();
    }

    private static StateId id(String role) {
        return new StateId("node", role, List.of("first", "second"));
    }

    private TableDriver table() {
        return new TableDriver(this, state.access().table(id("table"), LAYOUT).open(-7), LAYOUT, -1);
    }

    private ListDriver list() {
        return new ListDriver(this, state.access().list(id("list"), LAYOUT), LAYOUT);
    }

    private OrderedDriver ordered() {
        return new OrderedDriver(this, state.access().ordered(id("ordered"), LAYOUT, 10), LAYOUT);
    }

    private ListDriver broadcast() {
        return new ListDriver(
                this, state.access().broadcast(id("broadcast"), LAYOUT).rows(), LAYOUT);
    }

    private TimerState timers() {
        return state.access().timers(id("timers"), TIMERS);
    }

    private void fill() {
        int[] slots = table().fetch(KEYS, Absent.CREATE);
        for (int i = 0; i < slots.length; i++) {
            table().write(slots[i], VALUES.get(i));
        }
        list().append(List.of(KEYS.get(0), KEYS.get(1), KEYS.get(0)), VALUES);
        state.access().list(id("list"), LAYOUT).unpin();
        ordered().add(List.of(KEYS.get(0), KEYS.get(0), KEYS.get(0)), new long[] {20, 10, 20}, VALUES);
        state.access().ordered(id("ordered"), LAYOUT, 10).unpin();
        state.access().ordered(id("ordered"), LAYOUT, 10).dropBelow(5);
        broadcast().append(KEYS, VALUES);
        state.access().broadcast(id("broadcast"), LAYOUT).rows().unpin();
        Keys keys = Keys.of(LAYOUT.key(), KEYS);
        timers().set(keys.vectors(), keys.rows(), 3, keys.hashes(), new long[] {30, 10, 20});
        state.access().splitList(id("splits")).replace(List.of(new byte[] {1, 2}, new byte[0]));
    }

    /** Everything, and then what changed in the table: one row changed and one is gone. */
    private List<State> write() throws IOException {
        fill();
        List<State> states = new ArrayList<>();
        FrozenState frozen = state.freeze();
        try (CheckpointStorage.Upload file = storage.begin(FILE)) {
            OperatorSnapshot whole = frozen.write(file, FILE);
            frozen.settle(true);
            Segment changes = writeChanges(file);
            for (State one : whole.states()) {
                List<Segment> segments = new ArrayList<>(one.segments());
                if (one.id().equals(id("table"))) {
                    segments.add(changes);
                }
                states.add(new State(one.id(), one.kind(), one.layout(), one.bucketWidth(), one.rows(), segments));
            }
            file.finish();
        }
        return states;
    }

    private Segment writeChanges(CheckpointStorage.Upload file) throws IOException {
        int[] slots = table().fetch(List.of(KEYS.get(0), KEYS.get(1)), Absent.SKIP);
        table().write(slots[0], VALUES.get(2));
        state.access().table(id("table"), LAYOUT).open(-7).remove(new int[] {slots[1]}, 1);
        HeapTables tables = (HeapTables) state.access().table(id("table"), LAYOUT);
        SlotStore store = tables.parts().getFirst().store();
        SegmentHeader header =
                new SegmentHeader(tables.kind(), 0, false, id("table"), LAYOUT.fingerprint(), -7, 0, KeyGroupRange.ALL);
        SegmentOutput out = new SegmentOutput(file, FILE, header);
        new FrozenRowsWriter(store.freeze(false), out, new BlockEncoder()).write(false);
        return out.finish();
    }

    private static String text(List<State> states, byte[] file) {
        StringBuilder text = new StringBuilder();
        for (State one : states) {
            for (Segment segment : one.segments()) {
                text.append(one.id().role())
                        .append(' ')
                        .append(segment.offset())
                        .append(' ')
                        .append(segment.length())
                        .append(' ')
                        .append(Integer.toHexString(segment.crc32c()))
                        .append('\n');
            }
        }
        String hex = HexFormat.of().formatHex(file);
        for (int i = 0; i < hex.length(); i += 64) {
            text.append(hex, i, Math.min(hex.length(), i + 64)).append('\n');
        }
        return text.toString();
    }

    private static String fixture() throws IOException {
        try (InputStream in = Objects.requireNonNull(SegmentFixtureTest.class.getResourceAsStream("segments-v1.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void stateIsWrittenAsVersionOneWroteIt() throws IOException {
        List<State> states = write();

        assertThat(text(states, Objects.requireNonNull(storage.files().get(FILE))))
                .isEqualTo(fixture());
    }

    @Test
    void whatVersionOneWroteIsRead() throws IOException {
        List<State> states = write();
        StringBuilder hex = new StringBuilder();
        Map<String, List<Segment>> segments = new TreeMap<>();
        for (String line : fixture().split("\n")) {
            String[] words = line.split(" ");
            if (words.length == 1) {
                hex.append(line);
            } else {
                segments.computeIfAbsent(words[0], role -> new ArrayList<>())
                        .add(new Segment(
                                FILE,
                                Long.parseLong(words[1]),
                                Long.parseLong(words[2]),
                                Integer.parseUnsignedInt(words[3], 16)));
            }
        }
        storage.files().put(FILE, HexFormat.of().parseHex(hex));
        List<State> read = states.stream()
                .map(one -> new State(
                        one.id(),
                        one.kind(),
                        one.layout(),
                        one.bucketWidth(),
                        one.rows(),
                        Objects.requireNonNull(segments.get(one.id().role()))))
                .toList();

        state = new HeapStateBackend()
                .restore(
                        "counts",
                        KeyGroupRange.ALL,
                        0,
                        1,
                        List.of(new OperatorSnapshot(KeyGroupRange.ALL, read)),
                        storage);

        assertThat(table().contents()).isEqualTo(Map.of(KEYS.get(0), VALUES.get(2), KEYS.get(2), VALUES.get(2)));
        assertThat(list().contents())
                .isEqualTo(Map.of(
                        KEYS.get(0), List.of(VALUES.get(0), VALUES.get(2)), KEYS.get(1), List.of(VALUES.get(1))));
        assertThat(broadcast().contents()).hasSize(3);
        int sorted = ordered().fetch(List.of(KEYS.get(0)), Absent.SKIP)[0];
        assertThat(ordered().rows(sorted, 0, 100).stream().map(OrderedDriver.Row::values))
                .containsExactly(
                        new ArrayList<>(VALUES.get(1)), new ArrayList<>(VALUES.get(0)), new ArrayList<>(VALUES.get(2)));
        Vector[] keys = {Vector.create(LAYOUT.key().type(0), 5)};
        long[] times = new long[5];
        assertThat(timers().expire(100, keys, times)).isEqualTo(3);
        assertThat(times).startsWith(10, 20, 30);
        assertThat(Keys.read(keys, 1)).isEqualTo(KEYS.get(2));
        assertThat(state.access().splitList(id("splits")).items()).containsExactly(new byte[] {1, 2}, new byte[0]);
    }
}
