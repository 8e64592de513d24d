package io.millrace.state.savepoint;

import io.millrace.columns.Vector;

/** A row on its way: where it stands among vectors. Used again for each row; one thread. */
final class StateRow {

    /** Of a table. */
    long bucket;

    /** Of ordered state, or the time of a timer. */
    long order;

    /** Of a split list. */
    byte[] item = new byte[0];

    Vector[] keys;
    int keyRow;
    Vector[] values;
    int valueRow;

    StateRow(Vector[] keys, Vector[] values) {
        this.keys = keys;
        this.values = values;
    }
}
