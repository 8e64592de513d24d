package io.millrace.engine.operators.calc;

import io.millrace.protocol.plan.OperatorConfig;
import java.util.List;

/**
 * What a stage counts; docs/operator-plan.md has the form.
 *
 * @param enters nodes that the rows before the stage have reached
 * @param before drawn ports whose rows those are
 * @param behind drawn ports whose rows leave the stage
 * @param lost drawn ports counted further up, from which rows that fail here are taken off
 */
record CalcCounts(List<String> enters, List<Port> before, List<Port> behind, List<Port> lost) {

    /** Nothing. */
    static final CalcCounts NOTHING = new CalcCounts(List.of(), List.of(), List.of(), List.of());

    /** A drawn port. */
    record Port(String node, String port) {}

    CalcCounts {
        enters = List.copyOf(enters);
        before = List.copyOf(before);
        behind = List.copyOf(behind);
        lost = List.copyOf(lost);
    }

    /** Of a node that is one stage. */
    static CalcCounts of(String node) {
        return new CalcCounts(List.of(node), List.of(), List.of(new Port(node, "out")), List.of());
    }

    static CalcCounts read(OperatorConfig config) {
        return new CalcCounts(
                config.strings("enters"), ports(config, "before"), ports(config, "behind"), ports(config, "lost"));
    }

    private static List<Port> ports(OperatorConfig config, String key) {
        return config.objects(key).stream()
                .map(port -> new Port(port.string("node"), port.string("port")))
                .toList();
    }
}
