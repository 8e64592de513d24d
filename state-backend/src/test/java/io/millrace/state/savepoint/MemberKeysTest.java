package io.millrace.state.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.spi.checkpoint.OperatorSnapshot.Kind;
import io.millrace.spi.checkpoint.OperatorSnapshot.State;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.state.HeapStateBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows of which a key has many, told apart by a member. */
class MemberKeysTest {

    private static final int MEMBERS = 1_000;
    private static final StateId ID = new StateId("node", "values", List.of());
    private static final TableLayout LAYOUT = TableLayout.of(
            List.of(
                    new Column("k", DataType.parse("STRING")),
                    new Column(TableLayout.MEMBER, DataType.parse("BIGINT NOT NULL"))),
            List.of(new Column("rows", DataType.parse("BIGINT NOT NULL"))));

    private final Vector[] keys = {
        Vector.create(LAYOUT.key().type(0), MEMBERS), Vector.create(LAYOUT.key().type(1), MEMBERS)
    };
    private final long[] hashes = new long[MEMBERS];

    MemberKeysTest() {
        for (int i = 0; i < MEMBERS; i++) {
            BoxedValues.set(keys[0], i, "ann");
            BoxedValues.set(keys[1], i, (long) i);
        }
        LAYOUT.hash(keys, null, MEMBERS, hashes);
    }

    /** Where the key alone is. */
    private int group() {
        return KeyHash.keyGroup(KeyHash.of(keys[0], 0));
    }

    @Test
    void allAreInTheGroupOfTheirKey() {
        assertThat(Arrays.stream(hashes).mapToInt(KeyHash::keyGroup)).containsOnly(group());
        assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(MEMBERS);
    }

    @Test
    void aSavepointOfTheGroupHasThemAll() throws IOException {
        KeyGroupRange range = new KeyGroupRange(group(), group() + 1);
        State state = new State(ID, Kind.TABLE, LAYOUT, 0, MEMBERS, List.of());
        int[] slots = new int[MEMBERS];
        try (HeapStateBackend backend = new HeapStateBackend();
                OperatorState from = backend.open("from", range);
                OperatorState to = backend.open("to", range)) {
            Table table = from.access().table(ID, LAYOUT).open(0);
            table.fetch(keys, null, MEMBERS, hashes, Table.Absent.CREATE, slots);
            ((LongVector) table.value(0)).values()[slots[7]] = 49;
            table.unpin();

            byte[] file = ThroughSavepoints.file(from, state);
            new StateImport(to.access(), range, state, Optional.empty(), "file", new Room(Long.MAX_VALUE))
                    .read(new ByteArrayInputStream(file));

            Table read = to.access().table(ID, LAYOUT).open(0);
            read.fetch(keys, null, MEMBERS, hashes, Table.Absent.SKIP, slots);
            assertThat(read.size()).isEqualTo(MEMBERS);
            assertThat(slots).doesNotContain(-1);
            assertThat(((LongVector) read.value(0)).values()[slots[7]]).isEqualTo(49);
        }
    }
}
