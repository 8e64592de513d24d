package io.millrace.plan.node;

import io.millrace.model.document.FieldPath;
import io.millrace.plan.PlanProblemCodes;
import java.util.HashSet;
import java.util.Set;

/** Names of the columns a node gives, each once. */
public final class ColumnNames {

    private final TypingContext context;
    private final Set<String> taken = new HashSet<>();

    /** None yet. */
    public ColumnNames(TypingContext context) {
        this.context = context;
    }

    /**
     * Takes a name.
     *
     * @param field the field to blame
     * @return whether it can be used; if not, that has been reported
     */
    public boolean take(String name, FieldPath field) {
        if (name.isEmpty()) {
            context.error(PlanProblemCodes.COLUMN_NAME, "A column needs a name", field);
            return false;
        }
        if (!taken.add(name)) {
            context.error(
                    PlanProblemCodes.COLUMN_DUPLICATE,
                    "There is a column `" + name + "` before; each name stands once",
                    field);
            return false;
        }
        return true;
    }
}
