package io.millrace.plan.sql;

import io.millrace.expr.function.FunctionRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/**
 * A call of an aggregate function in a query.
 *
 * @param part the whole of it
 * @param function its name in the registry
 * @param arguments none where it says {@code *}
 * @param isDistinct whether it says DISTINCT
 * @param filter the condition of its FILTER
 */
public record Aggregated(Part part, String function, List<Part> arguments, boolean isDistinct, Optional<Part> filter) {

    public Aggregated {
        arguments = List.copyOf(arguments);
    }

    static boolean isOne(SqlNode node) {
        return node.getKind() == SqlKind.FILTER
                ? isOne(((SqlCall) node).operand(0))
                : node instanceof SqlBasicCall call
                        && FunctionRegistry.aggregate(name(call)).isPresent();
    }

    private static String name(SqlCall call) {
        return call.getOperator().getName().toUpperCase(Locale.ROOT);
    }

    static Aggregated of(Part part) {
        SqlCall call = (SqlCall) part.node();
        Optional<Part> filter = Optional.empty();
        if (call.getKind() == SqlKind.FILTER) {
            filter = Optional.of(new Part(call.operand(1), part.source()));
            call = call.operand(0);
        }
        List<Part> arguments = call.getOperandList().stream()
                .filter(operand -> !(operand instanceof SqlIdentifier name && name.isStar() && name.names.size() == 1))
                .map(operand -> new Part(operand, part.source()))
                .toList();
        boolean isDistinct = call.getFunctionQuantifier() != null
                && call.getFunctionQuantifier().toString().equals("DISTINCT");
        return new Aggregated(part, name(call), arguments, isDistinct, filter);
    }
}
