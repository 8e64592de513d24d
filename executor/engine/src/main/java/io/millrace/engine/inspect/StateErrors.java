package io.millrace.engine.inspect;

import io.millrace.model.error.RunError;
import io.millrace.model.type.Column;
import io.millrace.spi.error.RunException;
import java.util.List;
import java.util.stream.Collectors;

/** Why a question about state has no answer. */
final class StateErrors {

    static final RunError NO_STORAGE = RunError.external(
            "checkpoint.storage.missing",
            "The executor that was asked has no place for checkpoints. Start executors with --checkpoints",
            false);

    static final RunError BUSY =
            RunError.external("state.busy", "The executor is answering others; ask again in some seconds", true);

    static final RunError SLOW = RunError.external(
            "state.slow",
            "The state is too large, or its storage too slow, to be looked through in 10 s. Ask again when it is quieter",
            true);

    static final RunError CANCELLED =
            RunError.external("state.cancelled", "Nobody waits for the answer any more", false);

    private StateErrors() {}

    static RunException otherPlan(long checkpoint) {
        return new RunException(RunError.internal(
                "state.plan", "Checkpoint " + checkpoint + " is of another plan than the deployment's"));
    }

    static RunException noState(String node, long checkpoint) {
        return new RunException(
                RunError.user("state.node", "The node keeps no state by key in checkpoint " + checkpoint)
                        .inNode(node));
    }

    static RunException otherColumns(String node, List<Column> key, int given) {
        String columns = key.isEmpty()
                ? "has no key, so that none can be given"
                : "is found by " + key.stream().map(Column::name).collect(Collectors.joining(", ")) + ", so it takes "
                        + (key.size() == 1 ? "one value" : key.size() + " values");
        return new RunException(RunError.user("state.key.columns", "The state " + columns + "; there are " + given)
                .inNode(node));
    }

    static RunException otherType(String node, Column column, String value) {
        return new RunException(RunError.user(
                        "state.key.type",
                        "`" + value + "` is no " + column.type().type() + ", as the key column `" + column.name()
                                + "` is")
                .inNode(node));
    }

    static RunException tooLarge(String node, long rows, long most) {
        return new RunException(RunError.user(
                        "state.large",
                        "The state has %,d rows in one task, and up to %,d are looked through".formatted(rows, most))
                .inNode(node));
    }
}
