package io.millrace.plan.nodes.unnest;

import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.Optional;

/** A row for each element of a collection. */
public final class UnnestNode implements NodeType {

    private static final ConfigBinder<UnnestConfig> CONFIG = ConfigBinder.of(UnnestConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("unnest"),
            1,
            NodeKind.TRANSFORM,
            "Rows",
            "Unnest",
            "Makes a row of each element of an array or a map.",
            """
            Makes as many rows of a row as its ARRAY or MAP has elements. Each has all columns of the row, and behind them the element:
            one column, `element`; of a MAP two, `key` and `value`; where elements are a ROW, a column for each of its fields. `columns`
            gives them other names, and `ordinality` adds a column with the number of the element, an INT from 1. Elements of an ARRAY come
            in their order, entries of a MAP in none. In Flink's SQL it is `CROSS JOIN UNNEST(…)`, with or without `WITH ORDINALITY`.

            An element that is NULL is a row as any other. A row whose collection is empty or NULL has no elements and is left out; with
            `type: left` it stays, with NULL in the new columns, as in `LEFT JOIN UNNEST(…) ON TRUE`.

            Event time stays. Keys do not, since several rows have what was one's; only together with `ordinality` they tell rows apart.
            Where rows are taken back, those of all their elements are: an update is the deletion of the old elements and the insertion of
            the new ones. Rows that replace others by a key, without saying what these were, cannot be unnested.
            """,
            "arrows-split",
            Ports.ofTransform(),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<UnnestConfig> config = context.config(CONFIG);
        return config.map(known -> new UnnestTyping(context, known).type(context.input(PortName.IN)))
                .orElse(Typing.UNKNOWN);
    }
}
