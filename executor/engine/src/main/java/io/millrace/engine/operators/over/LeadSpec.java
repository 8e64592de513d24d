package io.millrace.engine.operators.over;

import io.millrace.engine.operators.StateIds;
import io.millrace.engine.operators.ttl.TimeToLive;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.Clock;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the plan says about values of the rows behind; see docs/operator-plan.md for the config.
 *
 * @param rows what comes out: the passed columns, then the values
 * @param partition positions of the columns whose values make a partition
 * @param passed positions of the columns that come out
 * @param leads in the order of the values
 * @param port the drawn port by which rows leave; absent where a stage behind makes them what is drawn
 * @param stateId names the last rows of partitions
 * @param ttlMicros how long a row waits for those behind it; absent for ever
 */
record LeadSpec(
        String nodeId,
        EdgeSchema input,
        EdgeSchema rows,
        int[] partition,
        int[] passed,
        List<Lead> leads,
        Optional<String> port,
        StateId stateId,
        OptionalLong ttlMicros) {

    /** The value of a column so many rows behind. */
    record Lead(int argument, int offset) {}

    static LeadSpec of(PhysicalOperator operator) {
        OperatorConfig config = operator.settings();
        return new LeadSpec(
                operator.nodeId(),
                operator.inputs().getFirst(),
                operator.outputs().getFirst(),
                config.integers("partitionColumns"),
                config.integers("passed"),
                config.objects("leads").stream()
                        .map(lead -> new Lead(lead.integer("argument"), lead.integer("offset")))
                        .toList(),
                config.optionalString("port"),
                StateIds.of(operator, "ahead"),
                config.optionalLong("ttlMicros"));
    }

    /** How many rows of a partition wait at most for those behind them. */
    int most() {
        return leads.stream().mapToInt(Lead::offset).max().orElse(0);
    }

    /** How long rows wait, when not for ever. */
    Optional<TimeToLive> ttl(Clock clock) {
        return ttlMicros.isPresent() ? Optional.of(new TimeToLive(ttlMicros.getAsLong(), clock)) : Optional.empty();
    }

    /** Rows with all their columns, and when they were written if it matters. */
    TableLayout layout() {
        Schema schema = input.schema();
        List<Column> key = Arrays.stream(partition).mapToObj(schema::column).toList();
        TableLayout layout = TableLayout.of(key, schema.columns());
        return ttlMicros.isPresent() ? layout.withWrittenAt() : layout;
    }
}
