package io.millrace.plan.nodes.over;

import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.PortDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.List;
import java.util.Optional;

/** Each row with results over the rows before it. */
public final class OverNode implements NodeType {

    private static final ConfigBinder<OverConfig> CONFIG = ConfigBinder.of(OverConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("over"),
            1,
            NodeKind.TRANSFORM,
            "Combine",
            "Over",
            "Adds to each row what the rows before it come to: running sums, the value before.",
            """
            Gives each row results over the rows of its partition up to it, in the order of event time; rows of one time are in the order
            they came. A row comes out when the watermark has passed it, with all its columns and the results, as a new row that keeps its
            event time. One that comes after that is late and leaves by `late`.

            With LEAD, the value of a row behind, rows come out as changes: at once with NULL, and again when the row behind them has
            come. Then they have no event time.

            **The frame** says which rows aggregates, FIRST_VALUE and LAST_VALUE are of: `rows`, a number of rows before and the row itself, or
            `range`, all rows from some time before up to its own, so also those of the same time that came behind it. Without a length it
            begins with the partition; without a frame it is a `range` of all. LAG, LEAD and ROW_NUMBER are of the partition, whatever the frame.

            A frame with a length is gone through for each row, and its rows are kept; without one only what the partition has come to is
            kept. NULL values are left out, by FIRST_VALUE and LAST_VALUE too. A sum outside its type is an error of that row.

            What the frame of a `range` needs goes with the watermark. Whatever else is kept of a partition is kept for as long as
            `stateTtl` says after its last row, here or of the pipeline, and then begins anew; without that for ever, as it is when the
            input ends by itself.
            """,
            "timeline",
            Ports.of(
                    List.of(PortDescriptor.input(PortName.IN, "")),
                    List.of(
                            PortDescriptor.output(PortName.OUT, "The rows with their results."),
                            PortDescriptor.late("Rows that came after the watermark had passed them."))),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<OverConfig> config = context.config(CONFIG);
        Optional<TypedPort> input = context.input(PortName.IN);
        if (config.isEmpty()) {
            return Typing.UNKNOWN;
        }
        OverTyping typing = new OverTyping(context, config.get());
        return input.map(typing::type).orElseGet(typing::checkAlone);
    }
}
