package io.millrace.plan.nodes.route;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.plan.logical.Calc;
import io.millrace.plan.logical.LogicalBuilder;
import io.millrace.plan.logical.OutputRef;
import io.millrace.plan.logical.Stage;
import io.millrace.plan.logical.Stage.Route.Branch;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedTree;
import java.util.List;

/** A route with typed conditions. */
record RouteOperation(NodeId node, List<Branch> branches) implements TypedOperation {

    RouteOperation {
        branches = List.copyOf(branches);
    }

    @Override
    public void addTo(LogicalBuilder plan) {
        List<OutputRef> input = plan.input(PortName.IN);
        Stage route = new Stage.Route(
                node,
                branches.stream()
                        .map(branch -> new Branch(branch.id(), plan.resolved(branch.condition())))
                        .toList());
        int calc = plan.add(Calc.of(plan.schema(input.getFirst()), route), List.of(input));
        for (int i = 0; i < branches.size(); i++) {
            plan.output(new PortName(branches.get(i).id()), new OutputRef(calc, i));
        }
        plan.output(RouteNode.OTHERWISE, new OutputRef(calc, branches.size()));
    }

    @Override
    public List<TypedTree> trees() {
        return branches.stream()
                .map(branch -> new TypedTree(
                        FieldPath.of("branches").element(branch.id()).key("condition"), branch.condition()))
                .toList();
    }
}
