package io.millrace.plan.nodes.filter;

import io.millrace.expr.Expr;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.Optional;

/** Lets rows pass for which a condition is TRUE. */
public final class FilterNode implements NodeType {

    private static final ConfigBinder<FilterConfig> CONFIG = ConfigBinder.of(FilterConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("filter"),
            1,
            NodeKind.TRANSFORM,
            "Rows",
            "Filter",
            "Keeps the rows that meet a condition.",
            """
            Keeps the rows for which the condition is TRUE. As everywhere in SQL, a comparison with NULL is NULL and not
            TRUE: to keep rows without a delay as well, write `delay > 15 OR delay IS NULL`.

            Columns, event time and keys stay as they are. On a stream of changes an update whose old row passes and whose
            new row does not becomes a deletion, and the other way round an insertion.
            """,
            "filter",
            Ports.ofTransform(),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<FilterConfig> config = context.config(CONFIG);
        Optional<TypedPort> input = context.input(PortName.IN);
        Optional<Expr> condition = config.flatMap(
                known -> context.condition(known.condition(), FieldPath.of("condition"), input.map(rows -> rows.schema()
                        .schema())));
        return input.map(rows -> Typing.of(
                        rows,
                        condition.map(tree -> new FilterOperation(context.node().id(), tree))))
                .orElse(Typing.UNKNOWN);
    }
}
