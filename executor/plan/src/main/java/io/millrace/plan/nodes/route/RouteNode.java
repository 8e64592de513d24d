package io.millrace.plan.nodes.route;

import io.millrace.expr.Expr;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.PortDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends each row one of several ways. */
public final class RouteNode implements NodeType {

    static final PortName OTHERWISE = new PortName("otherwise");

    private static final ConfigBinder<RouteConfig> CONFIG = ConfigBinder.of(RouteConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("route"),
            1,
            NodeKind.TRANSFORM,
            "Rows",
            "Route",
            "Sends each row one of several ways.",
            """
            Tries the conditions in order and sends each row the way of the first that is TRUE; rows for which none is leave
            by `otherwise`. So each row goes exactly one way. A way that nothing is drawn to drops its rows.

            Columns, event time and keys stay as they are.
            """,
            "git-branch",
            Ports.of(
                            List.of(PortDescriptor.input(PortName.IN, "")),
                            List.of(PortDescriptor.output(OTHERWISE, "Rows for which no condition is TRUE.")))
                    .withOutputPerElementOf("branches"),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<RouteConfig> config = context.config(CONFIG);
        Optional<TypedPort> input = context.input(PortName.IN);
        Map<PortName, TypedPort> outputs = new HashMap<>();
        input.ifPresent(rows ->
                DESCRIPTOR.ports().outputsOf(context.node().config()).forEach(port -> outputs.put(port.name(), rows)));
        Optional<TypedOperation> operation = config.flatMap(known ->
                operation(context, known, input.map(rows -> rows.schema().schema())));
        return new Typing(outputs, operation.filter(_ -> input.isPresent()));
    }

    private static Optional<TypedOperation> operation(
            TypingContext context, RouteConfig config, Optional<Schema> over) {
        List<Stage.Route.Branch> branches = new ArrayList<>();
        boolean isSound = true;
        for (RouteConfig.Branch branch : config.branches()) {
            FieldPath path = FieldPath.of("branches").element(branch.id().value());
            if (branch.id().value().equals(OTHERWISE.value())) {
                context.error(
                        PlanProblemCodes.PORT_TAKEN,
                        "`otherwise` is the output for rows without a way; give the branch another id",
                        path.key("id"));
                isSound = false;
            }
            Optional<Expr> condition = context.condition(branch.condition(), path.key("condition"), over);
            isSound &= condition.isPresent();
            condition.ifPresent(
                    tree -> branches.add(new Stage.Route.Branch(branch.id().value(), tree)));
        }
        return isSound ? Optional.of(new RouteOperation(context.node().id(), branches)) : Optional.empty();
    }
}
