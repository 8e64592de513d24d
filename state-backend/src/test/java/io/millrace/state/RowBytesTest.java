package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row that went through bytes is the row it was. */
final class RowBytesTest {

    private static final int ROWS = 40;

    private static KeptColumns columns(Schema schema) {
        return KeptColumns.NONE.and("value", schema, HeapTable.vectors(schema, ROWS));
    }

    private static List<@Nullable Object> read(KeptColumns columns, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int c = 0; c < columns.count(); c++) {
            values.add(BoxedValues.get(columns.vector(c), row));
        }
        return values;
    }

    @Property(tries = 300)
    void rowsOfAnyTypeComeBackAtAnyPlaceUsedBefore(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        Schema schema = random.schema();
        KeptColumns from = columns(schema);
        KeptColumns to = columns(schema);
        RowBytes bytes = new RowBytes();
        List<List<@Nullable Object>> rows = random.rows(schema, ROWS);
        List<byte[]> written = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int c = 0; c < from.count(); c++) {
                BoxedValues.set(from.vector(c), row, rows.get(row).get(c));
            }
            int start = bytes.length();
            bytes.put(from, row);
            written.add(bytes.copyFrom(start));
        }
        for (int round = 0; round < 2; round++) {
            for (int row = 0; row < ROWS; row++) {
                int place = random.random().nextInt(ROWS);
                for (int c = 0; c < to.count(); c++) {
                    SlotValues.reset(to.vector(c), new int[] {place}, 1);
                }
                bytes.get(written.get(row), to, place);
                assertThat(read(to, place)).isEqualTo(read(from, row));
            }
        }
    }

    @Test
    void bytesOfOtherColumnsAreRefused() {
        Schema two = RandomRows.schema(DataType.parse("BIGINT NOT NULL"), DataType.parse("INT NOT NULL"));
        KeptColumns columns = columns(two);
        RowBytes bytes = new RowBytes();
        bytes.put(columns, 0);
        byte[] row = bytes.copyFrom(0);
        Vector[] one = {columns.vector(0)};

        assertThatThrownBy(() -> bytes.get(row, one, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("12 bytes");
    }
}
