package io.millrace.plan.node;

import io.millrace.expr.ColumnRef;
import io.millrace.model.document.ElementId;
import io.millrace.model.document.FieldPath;
import io.millrace.model.type.Physical;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.logical.KeyColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Types a list of columns that rows are told apart by, such as a partition's. */
public final class KeyColumns {

    private static final Set<Physical> NESTED = Set.of(Physical.ARRAY, Physical.MAP, Physical.ROW);

    private final TypingContext context;
    private final FieldPath list;
    private final List<KeyColumn> keys = new ArrayList<>();
    private boolean isSound = true;

    /**
     * Begins with none.
     *
     * @param list the field of the config that lists them; each element has a {@code column}
     */
    public KeyColumns(TypingContext context, String list) {
        this.context = context;
        this.list = FieldPath.of(list);
    }

    /** Adds a column; what speaks against it is reported. */
    public void add(ElementId id, String name, Schema schema) {
        FieldPath field = list.element(id.value()).key("column");
        context.column(name, field, schema).ifPresentOrElse(column -> add(id, column, field), () -> isSound = false);
    }

    private void add(ElementId id, ColumnRef column, FieldPath field) {
        if (NESTED.contains(column.type().physical())) {
            context.error(
                    PlanProblemCodes.COLUMN_TYPE,
                    "Rows cannot be told apart by values of " + column.type().type(),
                    field);
            isSound = false;
        } else if (KeyColumn.positions(keys).contains(column.index())) {
            context.error(
                    PlanProblemCodes.COLUMN_DUPLICATE,
                    "`" + column.name() + "` is in the list already; each column stands once",
                    field);
            isSound = false;
        }
        keys.add(new KeyColumn(column.index(), id.value(), column.name()));
    }

    /** Whether nothing spoke against any. */
    public boolean areSound() {
        return isSound;
    }

    /** Those that are sound, in their order; none as long as one is not. */
    public List<KeyColumn> sound() {
        return isSound ? List.copyOf(keys) : List.of();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }
}
