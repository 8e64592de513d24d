package io.millrace.state;

import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** The columns of a store that checkpoints keep. What can be made anew from them, such as links of trees, is left out. */
final class KeptColumns {

    /** Of a store that no checkpoint holds. */
    static final KeptColumns NONE = new KeptColumns(List.of(), List.of());

    private final Schema schema;
    private final List<Vector> vectors;

    private KeptColumns(List<Column> columns, List<Vector> vectors) {
        schema = new Schema(columns);
        this.vectors = List.copyOf(vectors);
    }

    /** What the columns are called in messages, and their types. */
    Schema schema() {
        return schema;
    }

    int count() {
        return vectors.size();
    }

    Vector vector(int column) {
        return vectors.get(column);
    }

    /** These and one more. */
    KeptColumns and(String name, Vector vector) {
        List<Column> columns = new ArrayList<>(schema.columns());
        columns.add(new Column(name, vector.type()));
        List<Vector> more = new ArrayList<>(vectors);
        more.add(vector);
        return new KeptColumns(columns, more);
    }

    /** These and those of a part of a layout. */
    KeptColumns and(String part, Schema names, Vector[] more) {
        KeptColumns all = this;
        for (int i = 0; i < more.length; i++) {
            all = all.and(part + " " + names.column(i).name(), more[i]);
        }
        return all;
    }

    /** The same columns as they are now; see {@link Vector#view}. */
    KeptColumns views() {
        return new KeptColumns(
                schema.columns(), vectors.stream().map(Vector::view).toList());
    }
}
