package io.millrace.engine.operators.lookupjoin;

import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the plan says about a lookup join; see docs/operator-plan.md for the config.
 *
 * @param keepsUnmatched whether a left row without a match comes out with NULL (LEFT) or not (INNER)
 * @param leftKeys positions of the key columns in the left input
 * @param rightKeys positions of the key columns in the right input, of the same types as the left ones
 * @param rightColumns positions in the right input of what is added to the left columns
 * @param rows what comes out
 * @param port the drawn port by which it leaves; absent where a stage behind makes the rows what is drawn
 */
record LookupJoinSpec(
        String nodeId,
        boolean keepsUnmatched,
        int[] leftKeys,
        int[] rightKeys,
        int[] rightColumns,
        Schema left,
        Schema right,
        EdgeSchema rows,
        Optional<String> port) {

    static LookupJoinSpec of(PhysicalOperator operator) {
        OperatorConfig config = operator.settings();
        String type = config.string("type");
        if (!type.equals("inner") && !type.equals("left")) {
            throw new IllegalArgumentException("Broken plan: a lookup join is inner or left, not " + type);
        }
        return new LookupJoinSpec(
                operator.nodeId(),
                type.equals("left"),
                config.integers("leftKeys"),
                config.integers("rightKeys"),
                config.integers("rightColumns"),
                operator.inputs().get(0).schema(),
                operator.inputs().get(1).schema(),
                operator.outputs().getFirst(),
                config.optionalString("port"));
    }

    /** The columns of what comes out. */
    Schema output() {
        return rows.schema();
    }

    StateId stateId() {
        return new StateId(nodeId, "right", java.util.List.of());
    }

    TableLayout layout() {
        return TableLayout.of(select(rightKeys), select(rightColumns));
    }

    private List<Column> select(int[] positions) {
        return Arrays.stream(positions).mapToObj(right::column).toList();
    }
}
