package io.millrace.plan.sql;

import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Query.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;

/** Reads calls with an OVER, and what rows are sorted by. */
final class OverReader {

    private final ParsableText source;
    private final List<ExpressionProblem> problems;

    OverReader(ParsableText source, List<ExpressionProblem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * The call.
     *
     * @param windows those of the SELECT's WINDOW by name
     */
    Optional<Windowing> read(Part part, Map<String, SqlWindow> windows) {
        SqlCall over = (SqlCall) part.node();
        SqlNode called = over.operand(0);
        if (!(called instanceof SqlCall call)
                || called.getKind() == SqlKind.IGNORE_NULLS
                || called.getKind() == SqlKind.RESPECT_NULLS) {
            return refused(called, "IGNORE NULLS and RESPECT NULLS cannot be used");
        }
        if (call.getFunctionQuantifier() != null || call.getKind() == SqlKind.FILTER) {
            return refused(called, "DISTINCT and FILTER cannot be used with OVER");
        }
        SqlNode behind = over.operand(1);
        SqlWindow window = behind instanceof SqlIdentifier name
                ? windows.get(TextPlaces.names(name, source).getLast())
                : (SqlWindow) behind;
        if (window == null) {
            return refused(behind, "There is no such window; it is declared behind the SELECT: WINDOW name AS (…)");
        }
        if (window.getRefName() != null) {
            return refused(window, "A window that goes on from another one cannot be used; write it out");
        }
        return frame(window)
                .map(frame -> new Windowing(
                        part,
                        call.getOperator().getName().toUpperCase(Locale.ROOT),
                        call.getOperandList().stream()
                                .filter(operand -> !(operand instanceof SqlIdentifier star && star.isStar()))
                                .map(operand -> new Part(operand, source))
                                .toList(),
                        new Windowing.Over(
                                TextPlaces.range(behind),
                                window.getPartitionList().stream()
                                        .map(column -> new Part(column, source))
                                        .toList(),
                                order(window.getOrderList()),
                                frame.isRows(),
                                frame.preceding())));
    }

    private record Frame(boolean isRows, Optional<Part> preceding) {}

    /** All frames here end with the row itself. */
    private Optional<Frame> frame(SqlWindow window) {
        SqlNode lower = window.getLowerBound();
        SqlNode upper = window.getUpperBound();
        if (window.getExclude() != null && !SqlWindow.isExcludeNoOthers(window.getExclude())) {
            return refused(window, "EXCLUDE cannot be used: the row itself is always in its frame");
        }
        if (upper != null && !SqlWindow.isCurrentRow(upper)) {
            return refused(upper, "A frame ends with the row itself: BETWEEN … AND CURRENT ROW");
        }
        if (lower == null || SqlWindow.isUnboundedPreceding(lower)) {
            return Optional.of(new Frame(lower != null && window.isRows(), Optional.empty()));
        }
        if (lower.getKind() == SqlKind.PRECEDING) {
            return Optional.of(new Frame(window.isRows(), Optional.of(new Part(((SqlCall) lower).operand(0), source))));
        }
        return refused(
                lower, "A frame begins so many rows, or so long, before the row: BETWEEN 10 PRECEDING AND CURRENT ROW");
    }

    /** What rows are sorted by. */
    List<Order> order(SqlNodeList list) {
        List<Order> order = new ArrayList<>();
        for (SqlNode node : list) {
            Optional<Boolean> nullsFirst = Optional.empty();
            SqlNode at = node;
            if (at.getKind() == SqlKind.NULLS_FIRST || at.getKind() == SqlKind.NULLS_LAST) {
                nullsFirst = Optional.of(at.getKind() == SqlKind.NULLS_FIRST);
                at = ((SqlCall) at).operand(0);
            }
            boolean isDescending = at.getKind() == SqlKind.DESCENDING;
            SqlNode value = isDescending ? ((SqlCall) at).operand(0) : at;
            order.add(new Order(new Part(value, source), isDescending, nullsFirst));
        }
        return order;
    }

    private <T> Optional<T> refused(SqlNode node, String message) {
        problems.add(ExpressionProblem.at(
                PlanProblemCodes.QUERY_UNSUPPORTED, message, TextPlaces.start(node), TextPlaces.end(node)));
        return Optional.empty();
    }
}
