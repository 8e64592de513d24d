package io.millrace.engine.operators.calc;

import io.millrace.model.type.EdgeSchema;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.operator.OperatorContext;
import java.util.List;

/** Counts what passes a stage, once per block. */
final class StageMeters {

    private final NodeMetrics[] enters;
    private final PortMeter[] before;
    private final PortMeter[] behind;
    private final PortMeter[] lost;

    /**
     * @param rowsBefore what the stage gets
     * @param rowsBehind what it gives
     */
    StageMeters(CalcCounts counts, EdgeSchema rowsBefore, EdgeSchema rowsBehind, OperatorContext context) {
        enters = counts.enters().stream().map(context::metrics).toArray(NodeMetrics[]::new);
        before = meters(counts.before(), rowsBefore, context);
        behind = meters(counts.behind(), rowsBehind, context);
        // Nothing passes these; what they take back is summed up with what passes elsewhere.
        lost = meters(counts.lost(), rowsBehind, context);
    }

    private static PortMeter[] meters(List<CalcCounts.Port> ports, EdgeSchema rows, OperatorContext context) {
        return ports.stream()
                .map(port -> context.port(port.node(), port.port(), rows))
                .toArray(PortMeter[]::new);
    }

    /** The block is about to be worked on. */
    void entered(Block block) {
        for (NodeMetrics node : enters) {
            node.add(Metric.ROWS_IN, block.count);
        }
        for (PortMeter port : before) {
            block.pass(port);
        }
    }

    /** So many rows failed. */
    void failed(int rows) {
        for (PortMeter port : lost) {
            port.takeBack(rows);
        }
    }

    /** The rows that the block has now leave the stage. */
    void left(Block block) {
        for (PortMeter port : behind) {
            block.pass(port);
        }
    }
}
