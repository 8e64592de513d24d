package io.millrace.plan.nodes.select;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.logical.Edges;
import io.millrace.plan.node.ColumnNames;
import io.millrace.plan.node.NamedColumns;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes the columns of new rows from those of old ones. */
public final class SelectNode implements NodeType {

    private static final ConfigBinder<SelectConfig> CONFIG = ConfigBinder.of(SelectConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("select"),
            1,
            NodeKind.TRANSFORM,
            "Rows",
            "Select",
            "Chooses, renames and computes columns.",
            """
            Makes a row of the listed columns out of each row. A column that is a plain name passes through; any other
            expression is computed.

            Event time stays when its column passes through, under the new name if it gets one; otherwise the new rows
            have none. Keys stay when all their columns do.
            """,
            "table-columns",
            Ports.ofTransform(),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<SelectConfig> config = context.config(CONFIG);
        Optional<TypedPort> input = context.input(PortName.IN);
        if (config.isEmpty()) {
            return Typing.UNKNOWN;
        }
        NamedColumns columns = new NamedColumns(context, new ColumnNames(context));
        Optional<Schema> over = input.map(rows -> rows.schema().schema());
        for (int i = 0; i < config.get().columns().size(); i++) {
            SelectConfig.Output output = config.get().columns().get(i);
            FieldPath path = FieldPath.of("columns").index(i);
            Optional<Expr> value = context.expression(output.expression(), path.key("expression"), over);
            columns.add(output.name(), path.key("name"), value);
        }
        if (input.isEmpty() || !columns.isComplete()) {
            return Typing.UNKNOWN;
        }
        return typing(context, input.get(), columns);
    }

    private static Typing typing(TypingContext context, TypedPort input, NamedColumns columns) {
        if (!Edges.keepsChangeKey(input.schema(), columns.columns(), columns.values())) {
            context.error(
                    PlanProblemCodes.CHANGES_REFUSED,
                    "The rows are replaced by their key " + input.schema().changeMode()
                            + ", so its columns must pass through",
                    FieldPath.of("columns"));
            return Typing.UNKNOWN;
        }
        TypedPort out = input.with(Edges.projected(input.schema(), columns.columns(), columns.values()))
                .withTimeTold(timeTellers(input, columns));
        return Typing.of(
                out, Optional.of(new SelectOperation(context.node().id(), columns.columns(), columns.values())));
    }

    /** The columns that tell event time, under the names they have now. */
    private static List<String> timeTellers(TypedPort input, NamedColumns columns) {
        List<String> tellers = new ArrayList<>();
        for (int i = 0; i < columns.values().size(); i++) {
            if (columns.values().get(i) instanceof ColumnRef column
                    && input.timeTellers().contains(column.name())) {
                tellers.add(columns.columns().get(i).name());
            }
        }
        return tellers;
    }
}
