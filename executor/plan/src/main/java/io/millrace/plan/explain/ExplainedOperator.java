package io.millrace.plan.explain;

import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import java.util.List;
import java.util.Map;

/**
 * An operator of one of the plans.
 *
 * @param id unique in its plan
 * @param type its type in the operator plan
 * @param nodes the nodes of the drawing it does the work of, in the order rows pass them
 * @param inputs one per input port
 * @param outputs one per output port
 * @param config its settings, as docs/operator-plan.md says
 * @param expressions its trees by name, as docs/operator-plan.md says
 * @param facts what it does, in words
 */
public record ExplainedOperator(
        int id,
        String type,
        List<String> nodes,
        List<Input> inputs,
        List<Output> outputs,
        JsonObject config,
        Map<String, List<ExplainedExpression>> expressions,
        List<Fact> facts) {

    /**
     * An input port.
     *
     * @param name what people call it
     * @param from the outputs it reads, all rows of all of them
     */
    public record Input(String name, List<Source> from) {

        public Input {
            from = List.copyOf(from);
        }
    }

    /**
     * An output of an operator.
     *
     * @param operator the operator's id
     * @param output the position of the port
     */
    public record Source(int operator, int output) {}

    /**
     * An output port.
     *
     * @param name what people call it
     */
    public record Output(String name, EdgeSchema rows) {}

    /**
     * Something an operator does.
     *
     * @param label what it is about
     * @param lines what there is to say, a line each
     */
    public record Fact(String label, List<String> lines) {

        public Fact {
            lines = List.copyOf(lines);
        }

        /** A fact of one line. */
        static Fact of(String label, String line) {
            return new Fact(label, List.of(line));
        }

        @Override
        public String toString() {
            return label + ": " + String.join(", ", lines);
        }
    }

    public ExplainedOperator {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        expressions = Map.copyOf(expressions);
        facts = List.copyOf(facts);
    }

    /** Type and nodes in words: {@code local aggregate weekly}; of a node that works in several steps also which it is. */
    public String title() {
        String step = config.text("step").map(name -> " (" + name + ")").orElse("");
        return OperatorFacts.words(type) + " " + String.join(", ", nodes) + step;
    }
}
