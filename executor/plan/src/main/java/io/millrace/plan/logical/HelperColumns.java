package io.millrace.plan.logical;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.document.NodeId;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Columns that an operator needs its input to have: expressions become columns before it, equal ones become one. Their
 * names start with a dollar sign and are made of element ids, which stay when a user renames things.
 */
public final class HelperColumns {

    private final List<Column> columns = new ArrayList<>();
    private final List<Expr> values = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private HelperColumns() {}

    /** No columns yet. */
    public static HelperColumns none() {
        return new HelperColumns();
    }

    /** All columns of these rows, under their names. */
    public static HelperColumns behindAllOf(EdgeSchema rows) {
        HelperColumns helpers = new HelperColumns();
        for (int i = 0; i < rows.schema().size(); i++) {
            Column column = rows.schema().column(i);
            helpers.append(column.name(), new ColumnRef(i, column.name(), column.type()));
        }
        return helpers;
    }

    /**
     * The position of the column that holds this value, which is added when there is none.
     *
     * @param name what to call it when it is new; changed when the name is taken
     */
    public int add(String name, Expr value) {
        int known = values.indexOf(value);
        return known >= 0 ? known : append(name, value);
    }

    private int append(String name, Expr value) {
        String free = name;
        while (!names.add(free)) {
            free += "'";
        }
        columns.add(new Column(free, value.type()));
        values.add(value);
        return values.size() - 1;
    }

    /** The stage that makes the columns. */
    public Stage.Project stage(NodeId node, EdgeSchema rows) {
        if (values.isEmpty()) {
            // A batch counts its rows by its columns, so one passes through.
            Column first = rows.schema().column(0);
            append(first.name(), new ColumnRef(0, first.name(), first.type()));
        }
        return Stage.Project.helper(node, columns, values);
    }

    /** The stage that leaves only the first columns of these rows. */
    public static Stage.Project firstOf(EdgeSchema rows, int count, NodeId node) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kept.add(i);
        }
        return only(kept, rows, node);
    }

    /** The stage that leaves only these columns. */
    public static Stage.Project only(List<Integer> kept, EdgeSchema rows, NodeId node) {
        List<Column> columns = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (int index : kept) {
            Column column = rows.schema().column(index);
            columns.add(column);
            values.add(new ColumnRef(index, column.name(), column.type()));
        }
        return Stage.Project.helper(node, columns, values);
    }
}
