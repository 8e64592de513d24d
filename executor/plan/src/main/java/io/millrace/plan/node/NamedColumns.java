package io.millrace.plan.node;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.model.document.FieldPath;
import io.millrace.model.type.Column;
import io.millrace.plan.PlanProblemCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects columns that a config lists, each with a name and an expression, and reports what they cannot be. */
public final class NamedColumns {

    private final TypingContext context;
    private final ColumnNames names;
    private final List<Column> columns = new ArrayList<>();
    private final List<Expr> values = new ArrayList<>();
    private boolean isComplete = true;

    /** None yet. */
    public NamedColumns(TypingContext context, ColumnNames names) {
        this.context = context;
        this.names = names;
    }

    /**
     * Adds a column.
     *
     * @param name its name
     * @param field the field that holds the name
     * @param value what is in it; empty when that has been reported
     */
    public void add(String name, FieldPath field, Optional<Expr> value) {
        boolean isNamed = names.take(name, field);
        if (value.isPresent() && Literal.isUntypedNull(value.get())) {
            context.error(
                    PlanProblemCodes.EXPRESSION_TYPE,
                    "NULL alone has no type; write CAST(NULL AS INT) or another type",
                    field.parent().key("expression"));
            isComplete = false;
        } else if (!isNamed || value.isEmpty()) {
            isComplete = false;
        } else {
            columns.add(new Column(name, value.get().type()));
            values.add(value.get());
        }
    }

    /** Whether all that was added has a name and a type. */
    public boolean isComplete() {
        return isComplete;
    }

    /** The columns. */
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    /** What is in each. */
    public List<Expr> values() {
        return List.copyOf(values);
    }
}
