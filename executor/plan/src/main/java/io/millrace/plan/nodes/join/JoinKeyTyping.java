package io.millrace.plan.nodes.join;

import io.millrace.expr.Call;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Resolution;
import io.millrace.expr.function.Casts;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.model.document.FieldPath;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.TypingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Types the keys of one join node. */
final class JoinKeyTyping {

    private final TypingContext context;
    private final JoinConfig config;
    private boolean isSound = true;

    JoinKeyTyping(TypingContext context, JoinConfig config) {
        this.context = context;
        this.config = config;
    }

    /** Whether all keys can be compared. */
    boolean isSound() {
        return isSound;
    }

    /** The keys that can be compared; of the others it is reported why they cannot. */
    List<JoinOperation.Key> type(Schema left, Schema right) {
        List<JoinOperation.Key> keys = new ArrayList<>();
        for (JoinConfig.Key key : config.on()) {
            FieldPath path = FieldPath.of("on").element(key.id().value());
            Optional<ColumnRef> leftColumn = context.column(key.left(), path.key("left"), left);
            Optional<ColumnRef> rightColumn = context.column(key.right(), path.key("right"), right);
            if (leftColumn.isEmpty() || rightColumn.isEmpty()) {
                isSound = false;
                continue;
            }
            key(key.id().value(), leftColumn.get(), rightColumn.get(), path).ifPresent(keys::add);
        }
        return keys;
    }

    /** Keys are compared by their bytes, so both sides must have one type. */
    private Optional<JoinOperation.Key> key(String id, ColumnRef left, ColumnRef right, FieldPath path) {
        Optional<SqlType> common = left.type().type().equals(right.type().type())
                ? Optional.of(left.type().type())
                : commonType(left, right);
        Optional<Expr> leftKey = common.flatMap(type -> converted(left, type));
        Optional<Expr> rightKey = common.flatMap(type -> converted(right, type));
        if (leftKey.isEmpty() || rightKey.isEmpty()) {
            context.error(
                    PlanProblemCodes.COLUMN_TYPE,
                    "`" + left.name() + "` is " + left.type().type() + " and `" + right.name() + "` is "
                            + right.type().type() + "; CAST one to the type of the other in a select node before",
                    path);
            isSound = false;
            return Optional.empty();
        }
        return Optional.of(new JoinOperation.Key(id, leftKey.get(), rightKey.get()));
    }

    private static Optional<SqlType> commonType(ColumnRef left, ColumnRef right) {
        return FunctionRegistry.resolve("=", List.of(left, right)) instanceof Resolution.Resolved(Expr equality)
                        && equality instanceof Call call
                        && call.parameters()
                                .getFirst()
                                .type()
                                .equals(call.parameters().getLast().type())
                ? Optional.of(call.parameters().getFirst().type())
                : Optional.empty();
    }

    private static Optional<Expr> converted(ColumnRef column, SqlType type) {
        return switch (Casts.conversion(column.type().type(), type)) {
            case Casts.Conversion.Same _ -> Optional.of(column);
            case Casts.Conversion.Through _ ->
                Optional.of(Casts.cast(column, type, false).orThrow());
            case Casts.Conversion.Impossible _ -> Optional.empty();
        };
    }
}
