package io.millrace.plan.nodes.deduplicate;

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

/** One row of each key, the first or the last. */
public final class DeduplicateNode implements NodeType {

    private static final ConfigBinder<DeduplicateConfig> CONFIG = ConfigBinder.of(DeduplicateConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("deduplicate"),
            1,
            NodeKind.TRANSFORM,
            "Combine",
            "Deduplicate",
            "Keeps one row of each key, the first or the last.",
            """
            Of all rows with the same values in the key columns one stays, whole and as it came. NULL is a value like any other here:
            rows with NULL in a key are duplicates of each other.

            **The first by arrival** goes on at once, and later ones are dropped: new rows only, whose event time is that of
            the input. Of each key nothing is kept but that it was seen.

            **The last by arrival**, and **first or last by event time**, are results that change as rows come: the row that stood is
            taken back when another takes its place, so a sink must take changes. By event time the order of arrival does not
            matter, but for rows of the same time: of these the one that came first is the first, the one that came last the last.
            No row is late here. The rows that stand are kept as a whole.

            The input must be new rows only. A key is remembered for as long as `stateTtl` says after it was last written, here or of the
            pipeline, and then begins anew; without that for ever, as it is when the input ends by itself.
            """,
            "copy-off",
            Ports.ofTransform(),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public boolean rowsCanFail() {
        return false;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<DeduplicateConfig> config = context.config(CONFIG);
        Optional<TypedPort> input = context.input(PortName.IN);
        return config.isEmpty() || input.isEmpty()
                ? Typing.UNKNOWN
                : new DeduplicateTyping(context, config.get(), input.get()).type();
    }
}
