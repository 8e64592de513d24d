package io.millrace.plan.nodes.join;

import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.PortDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.List;

/** Brings rows of two inputs with the same keys together. */
public final class JoinNode implements NodeType {

    static final PortName LEFT = new PortName("left");
    static final PortName RIGHT = new PortName("right");

    private static final ConfigBinder<JoinConfig> CONFIG = ConfigBinder.of(JoinConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("join"),
            1,
            NodeKind.TRANSFORM,
            "Combine",
            "Join",
            "Brings together rows of two inputs that have the same keys.",
            """
            A `lookup` join reads its right input to the end and keeps it; then each left row finds the right rows with the same
            keys and comes out once for each of them. So the right input must be bounded, such as a file, and should fit
            into memory. Order, event time and changes are those of the left rows.

            A `regular` join keeps the rows of both sides. Each row that comes, on either side, comes out once for each row with
            the same keys that stands on the other side; a row that is taken back takes what it brought out back too. When the
            other row comes is open, so what comes out has no event time. Rows stay for ever or for as long as `stateTtl` says, here or
            of the pipeline; those of a side that ends stay.

            An `interval` join brings together rows that are near each other in event time: the left one from `before` the right one to
            `after` it. Each row is kept for as long as a match may still come and no longer, and what comes out stays: a row
            without a match, of a `left`, `right` or `full` join, comes out when the watermark says that none can come any more. Rows at or
            below the watermark are late; they are dropped and counted. The event time of what comes out is that of the left rows, of a
            `right` join that of the right ones, and of a `full` join there is none; watermarks are held back by as much as rows are kept.

            Which rows come out is the `type`: `inner` the pairs that match; `left`, `right` and `full` also the rows of that side, or
            both, without a match, with NULL for the other; `semi` and `anti` left rows with or without a match, as they are. In a
            `regular` join such a row goes when its first match comes, and is there again when the last one is taken back, so what comes
            out is a changelog. A `lookup` join brings no right rows out alone.

            As everywhere in SQL, NULL equals nothing: a row with NULL in a key has no match.
            """,
            "join",
            Ports.of(
                    List.of(
                            PortDescriptor.input(LEFT, "The rows to add to."),
                            PortDescriptor.input(RIGHT, "The rows to look up, bounded; or the other rows.")),
                    List.of(PortDescriptor.output(PortName.OUT, "Left rows with what was found for them."))),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        return context.config(CONFIG)
                .map(config -> new JoinTyping(context, config).type())
                .orElse(Typing.UNKNOWN);
    }
}
