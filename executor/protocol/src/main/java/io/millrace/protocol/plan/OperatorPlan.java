package io.millrace.protocol.plan;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What executors run. A directed graph without cycles: each fragment runs as one or more tasks, operators inside of a
 * fragment pass rows by {@link Distribution.Local} edges, fragments by the others.
 *
 * @param timeZone the pipeline's time zone, for expressions
 * @param operators all operators, in an order in which every edge goes from an earlier to a later one
 * @param fragments every operator is in exactly one
 * @param edges from output ports to input ports
 * @param policies what each node does about rows it cannot process
 */
public record OperatorPlan(
        ZoneId timeZone,
        List<PhysicalOperator> operators,
        List<Fragment> fragments,
        List<PlanEdge> edges,
        List<NodePolicy> policies) {

    /** The version of the format this code reads and writes. */
    public static final int VERSION = 1;

    public OperatorPlan {
        operators = List.copyOf(operators);
        fragments = List.copyOf(fragments);
        edges = List.copyOf(edges);
        policies = List.copyOf(policies);
        Map<Integer, Integer> order = new HashMap<>();
        for (PhysicalOperator operator : operators) {
            require(order.put(operator.id(), order.size()) == null, "operator " + operator.id() + " stands twice");
        }
        Map<Integer, Integer> fragmentOf = new HashMap<>();
        Set<Integer> fragmentIds = new HashSet<>();
        for (Fragment fragment : fragments) {
            require(fragmentIds.add(fragment.id()), "fragment " + fragment.id() + " stands twice");
            for (int id : fragment.operators()) {
                require(order.containsKey(id), "fragment " + fragment.id() + " names no operator by " + id);
                require(fragmentOf.put(id, fragment.id()) == null, "operator " + id + " is in two fragments");
            }
        }
        require(fragmentOf.keySet().equals(order.keySet()), "an operator is in no fragment");
        for (PlanEdge edge : edges) {
            Integer from = order.get(edge.from());
            Integer to = order.get(edge.to());
            require(from != null && to != null && from < to, edge + " goes backwards or nowhere");
            boolean within = Objects.equals(fragmentOf.get(edge.from()), fragmentOf.get(edge.to()));
            require(
                    within == edge.distribution() instanceof Distribution.Local,
                    edge + " is local exactly when it stays in its fragment");
        }
    }

    /** The operator with this id. */
    public PhysicalOperator operator(int id) {
        for (PhysicalOperator operator : operators) {
            if (operator.id() == id) {
                return operator;
            }
        }
        throw new IllegalArgumentException("There is no operator " + id);
    }

    /**
     * The same with so many tasks in each fragment that has several. Which these are can be told from a plan for two tasks or
     * more, so nothing else should be derived from the result.
     *
     * @param parallelism at least 1
     */
    public OperatorPlan at(int parallelism) {
        List<Fragment> rescaled = fragments.stream()
                .map(fragment -> fragment.parallelism() == 1
                        ? fragment
                        : new Fragment(fragment.id(), fragment.operators(), parallelism, fragment.blocking()))
                .toList();
        return new OperatorPlan(timeZone, operators, rescaled, edges, policies);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("Broken plan: " + otherwise);
        }
    }
}
