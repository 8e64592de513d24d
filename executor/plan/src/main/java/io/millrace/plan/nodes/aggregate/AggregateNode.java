package io.millrace.plan.nodes.aggregate;

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

/** One row per group, and per window if there is one, with counts, sums and the like. */
public final class AggregateNode implements NodeType {

    private static final ConfigBinder<AggregateConfig> CONFIG = ConfigBinder.of(AggregateConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("aggregate"),
            1,
            NodeKind.TRANSFORM,
            "Combine",
            "Aggregate",
            "Counts, sums and averages per group, in windows of time or up to now.",
            """
            Groups rows by the keys and computes the aggregates of each group.

            **With a window** there is one final row per group and window, sent when the watermark has passed the
            window's end. It holds the keys, the aggregates, `window_start`, `window_end` (the first moment behind the
            window) and `window_time` (its last millisecond), which is the event time of the results. The input needs event
            time, unless windows go by the clock.

            - `tumbling`: windows of one size, one behind the other.
            - `hopping`: windows of one size that begin every `slide` and overlap, so a row counts in several. The size need
              not be a multiple of the slide: windows are put together from slices as long as their greatest common divisor, of
              which a window has at most 10,000. Rows are taken in once, however many windows they are in.
            - `cumulative`: windows that begin together and end a `step` apart up to `size`: what the day has brought so far, every
              hour. The size is a multiple of the step.
            - `session`: a window for each stretch of activity of a group. Rows at most `gap` apart are of one session, in whatever
              order they come; `window_start` is the first one's time, `window_end` the last one's plus the gap. The watermark
              counts in steps of a sixteenth of the gap, so sessions are sent up to that much later than they could be.

            With `time: processing` windows go by the clock and not by what rows say: a row counts in the window during which it comes, and
            results are sent when the clock has passed the window's end, though nothing more comes. No event time is needed, results
            have `window_start` and `window_end` alone, and no row is late. What comes out depends on when rows come, so on how fast sources are
            read, too. The end of a bounded input ends its windows; after a restart those that ended meanwhile are sent at once.

            With `lateness` a window takes rows for that long after its end: it is sent when the watermark has passed the end, and
            sent again when a row comes for it. So results change (sinks must take changes) and have no event time. Not with sessions, and LISTAGG and
            ARRAY_AGG only in tumbling windows. Late rows come behind all others for FIRST_VALUE and LAST_VALUE.

            Rows whose windows have all been sent, and take no more, leave by `late`. A row that comes when some have been sent counts in the
            others, and one that comes late for a session of its own in a session that has not been sent and is within the gap.

            **Without a window** there is one row per group that changes as rows come: a sink must take changes. Over a
            bounded input the last change is the final answer. Over one without end a group is kept for as long as `stateTtl` says
            after its last row, here or of the pipeline, and then begins anew with its next row; without that it is kept for ever.

            As in Flink, SUM, AVG, variances and standard deviations have the type of their argument: the average of whole
            numbers is a whole number. CAST the argument to DOUBLE or DECIMAL for more. With a `filter` an aggregate is of those rows only whose condition is TRUE:
            the FILTER (WHERE …) of SQL. NULL values are left out; over no values at all COUNT is 0 and the
            others are NULL. A sum outside its type is an error of that group. A floating SUM or AVG that was NaN or infinite stays
            NaN when that row is taken back, as in Flink; variances do not. With `distinct` each value counts once in its group; NaN
            is one value, and 0.0 and -0.0 are the same. FIRST_VALUE, LAST_VALUE, LISTAGG and ARRAY_AGG go by the order in which
            rows come to the task that has the group; in a window made of slices, slice by slice. LISTAGG and ARRAY_AGG make
            results of up to 1 MiB; ARRAY_AGG alone has NULL among its values. Of rows that are
            taken back MIN and MAX keep all values, in their order. What values there are is kept for as long as the group or window is.
            """,
            "sigma",
            Ports.of(
                    List.of(PortDescriptor.input(PortName.IN, "")),
                    List.of(
                            PortDescriptor.output(PortName.OUT, "One row per group, and per window if there is one."),
                            PortDescriptor.late("Rows that came after their windows were sent."))),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Typing type(TypingContext context) {
        Optional<AggregateConfig> config = context.config(CONFIG);
        Optional<TypedPort> input = context.input(PortName.IN);
        return config.map(known -> new AggregateTyping(context, known, input).type())
                .orElse(Typing.UNKNOWN);
    }
}
