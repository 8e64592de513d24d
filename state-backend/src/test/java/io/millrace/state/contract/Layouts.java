package io.millrace.state.contract;

import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.TableLayout;

/** The columns of states that share their keys. */
record Layouts(Schema key, Schema value) {

    /** Columns of any type. */
    static Layouts any(RandomRows rows) {
        return new Layouts(rows.schema(), rows.schema());
    }

    /** Columns that many rows of are made quickly. */
    static Layouts plain() {
        return new Layouts(
                RandomRows.schema(DataType.parse("BIGINT NOT NULL")),
                RandomRows.schema(DataType.parse("BIGINT NOT NULL"), DataType.parse("STRING")));
    }

    TableLayout table() {
        return new TableLayout(key, value);
    }

    TableLayout oneRow() {
        return new TableLayout(Schema.of(), value);
    }

    TableLayout list() {
        return new TableLayout(key, value);
    }

    TableLayout ordered() {
        return new TableLayout(key, value);
    }

    TableLayout timers() {
        return new TableLayout(key, Schema.of());
    }
}
