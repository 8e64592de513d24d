package io.millrace.engine.job;

import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.spi.operator.Command;
import io.millrace.spi.source.Split;
import java.util.List;

/** Commands of a source's assigner to tasks of other executors, as messages. */
final class SourceMessages {

    private SourceMessages() {}

    static PeerMessage of(int operator, int task, Command command) {
        return switch (command) {
            case Command.AssignSplits(List<Split> splits, boolean noMore) ->
                new PeerMessage.AssignSplits(
                        operator,
                        task,
                        splits.stream()
                                .map(split -> new PeerMessage.AssignedSplit(
                                        split.id(), split.state(), split.earliestMicros()))
                                .toList(),
                        noMore);
            case Command.HoldWatermark(long micros) -> new PeerMessage.HoldWatermark(operator, task, micros);
            case Command.StopReading _, Command.Mail _ ->
                throw new IllegalArgumentException("The host does not send " + command + " to others");
        };
    }

    static Command command(PeerMessage.AssignSplits assign) {
        return new Command.AssignSplits(
                assign.splits().stream()
                        .map(split -> new Split(split.id(), split.state(), split.earliestMicros()))
                        .toList(),
                assign.noMore());
    }
}
