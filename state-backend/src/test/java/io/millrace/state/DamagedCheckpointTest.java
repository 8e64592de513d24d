package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.contract.Keys;
import io.millrace.state.contract.ListDriver;
import io.millrace.state.contract.MemoryStorage;
import io.millrace.state.contract.OrderedDriver;
import io.millrace.state.contract.StateFixture;
import io.millrace.state.contract.TableDriver;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Bytes that are not what was written are never taken for state. */
final class DamagedCheckpointTest implements StateFixture {

    private static final String FILE = "job/1/7/states";
    private static final TableLayout LAYOUT = new TableLayout(
            RandomRows.schema(DataType.parse("STRING")), RandomRows.schema(DataType.parse("ARRAY<STRING>")));
    private static final List<List<String>> THREE = List.of(List.of("a"), List.of("b"), List.of("c"));

    private final MemoryStorage storage = new MemoryStorage();
    private final OperatorState state = new HeapStateBackend().open("counts", KeyGroupRange.ALL);

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return state.access();
    }

    private static StateId id(String role) {
        return new StateId("node", role, List.of());
    }

    /** State of all kinds, written twice so that there are increments: of some keys, of some that went. */
    private OperatorSnapshot written() throws IOException {
        fill();
        write("first");
        TableDriver table =
                new TableDriver(this, state.access().table(id("table"), LAYOUT).open(3), LAYOUT, -1);
        int[] slots = table.fetch(THREE.subList(0, 2), Absent.SKIP);
        table.write(slots[1], List.of(List.of("changed")));
        state.access().table(id("table"), LAYOUT).open(3).remove(slots, 1);
        return write(FILE);
    }

    private void fill() {
        StateAccess access = state.access();
        TableDriver table =
                new TableDriver(this, access.table(id("table"), LAYOUT).open(3), LAYOUT, -1);
        for (int i = 0; i < 2_000; i++) {
            table.fetch(List.of(List.of("key with much text, so that there is a base to keep " + i)), Absent.CREATE);
        }
        table.fetch(THREE, Absent.CREATE);
        new ListDriver(this, access.list(id("list"), LAYOUT), LAYOUT)
                .append(THREE, List.of(List.of(List.of("x")), List.of(List.of()), List.of(List.of("y", "z"))));
        new OrderedDriver(this, access.ordered(id("ordered"), LAYOUT, 10), LAYOUT)
                .add(THREE, new long[] {1, 2, 3}, List.of(List.of(List.of()), List.of(List.of()), List.of(List.of())));
        access.list(id("list"), LAYOUT).unpin();
        access.ordered(id("ordered"), LAYOUT, 10).unpin();
        Keys keys = Keys.of(LAYOUT.key(), THREE);
        access.timers(id("timers"), new TableLayout(LAYOUT.key(), Schema.of()))
                .set(keys.vectors(), keys.rows(), 3, keys.hashes(), new long[] {7, 8, 9});
        access.splitList(id("splits")).replace(List.of(new byte[] {1, 2, 3}));
    }

    private OperatorSnapshot write(String path) throws IOException {
        FrozenState frozen = state.freeze();
        OperatorSnapshot snapshot;
        try (CheckpointStorage.Upload file = storage.begin(path)) {
            snapshot = frozen.write(file, path);
            file.finish();
        }
        frozen.settle(true);
        return snapshot;
    }

    private byte[] file(String path) {
        return Objects.requireNonNull(storage.files().get(path), path);
    }

    private static OperatorSnapshot.State state(OperatorSnapshot snapshot, String role) {
        return snapshot.states().stream()
                .filter(one -> one.id().equals(id(role)))
                .findFirst()
                .orElseThrow();
    }

    private OperatorState restore(OperatorSnapshot snapshot) throws IOException {
        return new HeapStateBackend().restore("counts", KeyGroupRange.ALL, 0, 1, List.of(snapshot), storage);
    }

    @Test
    void everyChangedByteIsNoticedAndItsFileNamed() throws IOException {
        OperatorSnapshot snapshot = written();
        byte[] file = file(FILE);
        restore(snapshot);

        for (int position = 0; position < file.length; position++) {
            byte[] damaged = file.clone();
            damaged[position] ^= (byte) (1 << position % 8);
            storage.files().put(FILE, damaged);
            assertThatThrownBy(() -> restore(snapshot))
                    .as("byte %d", position)
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining(FILE + " at byte ");
        }
    }

    @Test
    void fileThatEndsTooEarlyIsNoticed() throws IOException {
        OperatorSnapshot snapshot = written();
        byte[] file = file(FILE);

        for (int length = 0; length < file.length; length++) {
            storage.files().put(FILE, Arrays.copyOf(file, length));
            assertThatThrownBy(() -> restore(snapshot))
                    .as("%d bytes", length)
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining(FILE);
        }
    }

    @Test
    void missingFileIsNamed() throws IOException {
        OperatorSnapshot snapshot = written();
        storage.files().remove("first");

        assertThatThrownBy(() -> restore(snapshot))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("first")
                .hasMessageContaining("missing");
    }

    @Test
    void laterVersionIsNamedAsSuchWhereTheBytesAreWhatWasWritten() throws IOException {
        OperatorSnapshot snapshot = written();
        OperatorSnapshot.State table = state(snapshot, "table");
        Segment base = table.segments().getFirst();
        byte[] file = file(base.path());
        file[(int) base.offset() + 4] = 9;

        assertThatThrownBy(() -> restore(snapshot))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the checksum of the segment");

        CRC32C checksum = new CRC32C();
        checksum.update(file, (int) base.offset(), (int) base.length());
        Segment later = new Segment(base.path(), base.offset(), base.length(), (int) checksum.getValue());
        OperatorSnapshot.State sound = new OperatorSnapshot.State(
                table.id(), table.kind(), table.layout(), table.bucketWidth(), table.rows(), List.of(later));
        assertThatThrownBy(() -> restore(new OperatorSnapshot(KeyGroupRange.ALL, List.of(sound))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void segmentOfAnotherStateIsRefused() throws IOException {
        OperatorSnapshot snapshot = written();
        OperatorSnapshot.State list = state(snapshot, "list");
        OperatorSnapshot.State mixedUp = new OperatorSnapshot.State(
                id("other"), list.kind(), list.layout(), list.bucketWidth(), list.rows(), list.segments());

        assertThatThrownBy(() -> restore(new OperatorSnapshot(KeyGroupRange.ALL, List.of(mixedUp))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("node/other");
    }

    @Test
    void changesWithoutTheirBaseAreRefused() throws IOException {
        OperatorSnapshot snapshot = written();
        OperatorSnapshot.State table = state(snapshot, "table");
        List<Segment> segments = table.segments();
        assertThat(segments).hasSize(2);
        OperatorSnapshot.State torn = new OperatorSnapshot.State(
                table.id(), table.kind(), table.layout(), 0, table.rows(), segments.subList(1, 2));

        assertThatThrownBy(() -> restore(new OperatorSnapshot(KeyGroupRange.ALL, List.of(torn))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("base");
    }
}
