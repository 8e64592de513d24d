package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.error.RunError;
import io.millrace.model.type.DataType;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table.Absent;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.contract.ListDriver;
import io.millrace.state.contract.MemoryStorage;
import io.millrace.state.contract.StateFixture;
import io.millrace.state.contract.TableDriver;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SegmentVerifierTest implements StateFixture {

    private static final TableLayout LAYOUT =
            new TableLayout(RandomRows.schema(DataType.parse("BIGINT")), RandomRows.schema(DataType.parse("STRING")));
    private static final StateId LIST = new StateId("node", "list", List.of());

    private final MemoryStorage storage = new MemoryStorage();
    private final OperatorState state = new HeapStateBackend().open("counts", KeyGroupRange.ALL);
    private OperatorSnapshot snapshot = new OperatorSnapshot(KeyGroupRange.ALL, List.of());

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return state.access();
    }

    @BeforeEach
    void write() throws IOException {
        new TableDriver(this, state.access().table(ID, LAYOUT).open(3), LAYOUT, -1)
                .fetch(List.of(List.of(1L), List.of(2L)), Absent.CREATE);
        new ListDriver(this, state.access().list(LIST, LAYOUT), LAYOUT)
                .append(
                        List.of(List.of(1L), List.of(1L), List.of(2L)),
                        List.of(List.of("a"), List.of("b"), List.of("c")));
        state.access().list(LIST, LAYOUT).unpin();
        state.access().splitList(new StateId("node", "splits", List.of())).replace(List.of(new byte[3]));
        FrozenState frozen = state.freeze();
        try (CheckpointStorage.Upload file = storage.begin("file")) {
            snapshot = frozen.write(file, "file");
            file.finish();
        }
        frozen.settle(true);
    }

    private byte[] file() {
        return Objects.requireNonNull(storage.files().get("file"));
    }

    @Test
    void everyByteOfASoundCheckpointIsRead() throws IOException {
        SegmentVerifier.Findings findings = new SegmentVerifier(storage).verify(snapshot);

        assertThat(findings).isEqualTo(new SegmentVerifier.Findings(4, file().length, 2 + 2 + 3 + 1, List.of()));
    }

    @Test
    void eachDamagedByteIsAFaultWithItsPlaceAndTheRestIsRead() throws IOException {
        byte[] file = file();
        for (int position = 0; position < file.length; position++) {
            file[position] ^= 0x40;

            SegmentVerifier.Findings findings = new SegmentVerifier(storage).verify(snapshot);

            assertThat(findings.faults()).as("byte %d", position).isNotEmpty().allSatisfy(fault -> {
                assertThat(fault.code()).isEqualTo("checkpoint.damaged");
                assertThat(fault.position())
                        .hasValueSatisfying(place -> assertThat(place).startsWith("file at byte "));
            });
            assertThat(findings.segments()).isEqualTo(4);
            file[position] ^= 0x40;
        }
    }

    @Test
    void missingFileIsAFaultOfEachSegment() throws IOException {
        storage.delete("file");

        assertThat(new SegmentVerifier(storage).verify(snapshot).faults())
                .isNotEmpty()
                .extracting(RunError::code)
                .containsOnly("checkpoint.missing");
    }
}
