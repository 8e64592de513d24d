package io.millrace.plan.nodes.watermark;

import io.millrace.expr.ColumnRef;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.type.DataType;
import io.millrace.model.type.TimestampType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.logical.Edges;
import io.millrace.plan.logical.WatermarkSpec;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.Optional;

/** Says which column is event time and how late rows may come. */
public final class WatermarkNode implements NodeType {

    private static final ConfigBinder<WatermarkConfig> CONFIG = ConfigBinder.of(WatermarkConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("watermark"),
            1,
            NodeKind.TRANSFORM,
            "Time",
            "Watermark",
            "Says which column is event time, and how late rows may come.",
            """
            Makes a column the event time of the rows, which windows go by. The watermark follows the latest time seen, at
            the distance given: it says that no earlier rows are to come, and so which windows are complete. A small
            distance gives results soon and calls more rows late; a large one waits.

            Rows whose event time is NULL belong to no window: they fail, and the node's error policy decides about them.
            """,
            "clock",
            Ports.ofTransform(),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<WatermarkConfig> config = context.config(CONFIG);
        Optional<TypedPort> input = context.input(PortName.IN);
        if (config.isEmpty() || input.isEmpty()) {
            return input.map(rows -> Typing.of(rows, Optional.empty())).orElse(Typing.UNKNOWN);
        }
        return type(context, config.get(), input.get());
    }

    private static Typing type(TypingContext context, WatermarkConfig config, TypedPort input) {
        FieldPath field = FieldPath.of("column");
        Optional<ColumnRef> column =
                context.column(config.column(), field, input.schema().schema());
        if (column.isEmpty() || !isTime(context, column.get(), field) || !isAppend(context, input)) {
            return Typing.of(input, Optional.empty());
        }
        WatermarkSpec spec = new WatermarkSpec(
                context.node().id(), column.get().index(), config.outOfOrderness(), config.idleTimeout());
        return Typing.of(
                input.with(Edges.withEventTime(input.schema(), config.column())),
                Optional.of(new WatermarkOperation(spec)));
    }

    private static boolean isTime(TypingContext context, ColumnRef column, FieldPath field) {
        DataType type = column.type();
        if (type.type() instanceof TimestampType time && time.isCompact()) {
            return true;
        }
        String remedy = type.type() instanceof TimestampType
                ? "; CAST it to TIMESTAMP(6) in a select node before"
                : "; make one of it in a select node before, with TO_TIMESTAMP or CAST";
        context.error(
                PlanProblemCodes.COLUMN_TYPE,
                "Event time is a TIMESTAMP or TIMESTAMP_LTZ of at most 6 digits; `" + column.name() + "` is "
                        + type.type() + remedy,
                field);
        return false;
    }

    private static boolean isAppend(TypingContext context, TypedPort input) {
        if (input.schema().changeMode().isAppend()) {
            return true;
        }
        context.error(
                PlanProblemCodes.CHANGES_REFUSED,
                "Watermarks are made of new rows, and what comes takes rows back; put the watermark before the node that"
                        + " makes changes");
        return false;
    }
}
