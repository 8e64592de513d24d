package io.millrace.plan.nodes.sql;

import io.millrace.model.document.NodeId;
import io.millrace.model.type.Schema;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.sql.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows inside of a query.
 *
 * @param port what is known of them; empty when something is wrong with what makes them
 * @param scope what their columns are called in the query
 * @param ancestors the nodes of the drawing they come from
 * @param window windows they are in, which are made when they are grouped
 */
record Rows(Origin origin, TypedPort port, Scope scope, Set<NodeId> ancestors, Optional<Query.From.Windowed> window) {

    Rows {
        ancestors = Set.copyOf(ancestors);
    }

    Schema schema() {
        return port.schema().schema();
    }

    Rows with(Scope other) {
        return new Rows(origin, port, other, ancestors, window);
    }

    Rows in(Query.From.Windowed windows) {
        return new Rows(origin, port, scope, ancestors, Optional.of(windows));
    }

    /** All columns under their own names, as those of this table if it has a name. */
    static Scope scopeOf(TypedPort port, Optional<String> table) {
        return new Scope(port.schema().schema().names().stream()
                .map(name -> new Scope.Column(table, name, name))
                .toList());
    }

    /** The same rows called something else. */
    Rows called(Optional<String> table, List<String> columns) {
        List<Scope.Column> renamed = new ArrayList<>();
        for (int i = 0; i < scope.columns().size(); i++) {
            Scope.Column column = scope.columns().get(i);
            renamed.add(new Scope.Column(table, i < columns.size() ? columns.get(i) : column.name(), column.inner()));
        }
        return with(new Scope(renamed));
    }

    boolean isAppend() {
        return port.schema().changeMode().isAppend();
    }
}
