package io.millrace.plan.nodes.topn;

import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.Optional;

/** The first rows of each partition in an order. */
public final class TopNNode implements NodeType {

    private static final ConfigBinder<TopNConfig> CONFIG = ConfigBinder.of(TopNConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("topN"),
            1,
            NodeKind.TRANSFORM,
            "Combine",
            "Top N",
            "Keeps the first rows of each partition in an order: the ten highest bids of each auction.",
            """
            Sorts the rows of each partition and lets the first `limit` of them out. Rows that are equal in the order stay in the order
            they came. NULL is less than any value unless `nulls` says otherwise, NaN more, and -0.0 equals 0.0.

            **Results change as rows come**: a row that another one drives out is taken back, so a sink must take changes. Without `rank`
            only rows that come in and go are sent; with it each row whose rank another one has now is an update as well, by partition and
            rank. Event time ends here, as a row that comes in may be older than the watermark.

            **Over new rows** only the rows that are out are kept; what comes behind the last of them is dropped. **Over rows that
            change** all are kept, since whoever goes is followed by the next one.

            **Of windows**: where the partition has the event time among its columns, or the end of the window that rows are the result
            of, all its rows come before the watermark passes. Then they are sent once, when it does, as new rows that keep their event time.

            A partition is kept for as long as `stateTtl` says after its last row, here or of the pipeline, and then begins anew; without that
            for ever, as it is when the input ends by itself.
            """,
            "list-numbers",
            Ports.ofTransform(),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<TopNConfig> config = context.config(CONFIG);
        Optional<TypedPort> input = context.input(PortName.IN);
        if (config.isEmpty()) {
            return Typing.UNKNOWN;
        }
        TopNTyping typing = new TopNTyping(context, config.get());
        return input.map(typing::type).orElseGet(typing::checkAlone);
    }
}
