package io.millrace.protocol.rpc.wire;

import io.millrace.protocol.executor.v1.OperatorStanding.Channel;
import io.millrace.protocol.executor.v1.OperatorStanding.Full;
import io.millrace.protocol.executor.v1.OperatorStanding.Input;
import io.millrace.protocol.executor.v1.OperatorStanding.Split;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.protocol.job.OperatorStanding.ChannelStanding;
import io.millrace.protocol.job.OperatorStanding.Doing;
import io.millrace.protocol.job.OperatorStanding.InputStanding;
import io.millrace.protocol.job.OperatorStanding.SplitStanding;
import io.millrace.protocol.job.SourceStanding;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.TaskStanding;
import java.util.List;
import java.util.Optional;

/** Questions about how tasks stand, and their answers, as messages. */
public final class StandingWire {

    private StandingWire() {}

    /** The question as a message. */
    public static io.millrace.protocol.executor.v1.StandingQuery encode(StandingQuery query) {
        return io.millrace.protocol.executor.v1.StandingQuery.newBuilder()
                .setId(query.id())
                .setDeployment(query.deployment().value())
                .setAttempt(query.attempt())
                .build();
    }

    /**
     * The question in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static StandingQuery decode(io.millrace.protocol.executor.v1.StandingQuery message) {
        UnreadableMessage.require(
                !message.getDeployment().isBlank(), "A question about how tasks stand names no deployment");
        return new StandingQuery(message.getId(), new DeploymentId(message.getDeployment()), message.getAttempt());
    }

    /** The answer as a message. */
    public static io.millrace.protocol.executor.v1.StandingAnswer encode(StandingAnswer answer) {
        var out = io.millrace.protocol.executor.v1.StandingAnswer.newBuilder().setId(answer.id());
        answer.tasks().forEach(task -> out.addTasks(encode(task)));
        answer.sources()
                .forEach(source -> out.addSources(io.millrace.protocol.executor.v1.SourceStanding.newBuilder()
                        .setOperator(source.operator())
                        .setLooking(source.isLooking())
                        .setUnread(source.unread())
                        .addAllFirstUnread(source.firstUnread())));
        return out.build();
    }

    /**
     * The answer in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static StandingAnswer decode(io.millrace.protocol.executor.v1.StandingAnswer message) {
        return new StandingAnswer(
                message.getId(),
                message.getTasksList().stream().map(StandingWire::decode).toList(),
                message.getSourcesList().stream()
                        .map(source -> new SourceStanding(
                                source.getOperator(),
                                source.getLooking(),
                                source.getUnread(),
                                source.getFirstUnreadList()))
                        .toList());
    }

    private static io.millrace.protocol.executor.v1.TaskStanding encode(TaskStanding standing) {
        var out = io.millrace.protocol.executor.v1.TaskStanding.newBuilder().setTask(FenceWire.encode(standing.task()));
        standing.operators().forEach(operator -> out.addOperators(encode(operator)));
        standing.stuckIn().ifPresent(out::setStuckIn);
        return out.build();
    }

    private static TaskStanding decode(io.millrace.protocol.executor.v1.TaskStanding message) {
        return new TaskStanding(
                FenceWire.decode(message.getTask()),
                message.getOperatorsList().stream().map(StandingWire::decode).toList(),
                message.hasStuckIn() ? Optional.of(message.getStuckIn()) : Optional.empty());
    }

    private static io.millrace.protocol.executor.v1.OperatorStanding encode(OperatorStanding standing) {
        var out = io.millrace.protocol.executor.v1.OperatorStanding.newBuilder()
                .setOperator(standing.operator())
                .setDoing(doing(standing.doing()))
                .setMillis(standing.millis())
                .setSplitCount(standing.splitCount());
        standing.inputs().forEach(input -> out.addInputs(encode(input)));
        standing.full().forEach(tasks -> out.addFull(Full.newBuilder().addAllTasks(tasks)));
        standing.splits().forEach(split -> out.addSplits(encode(split)));
        standing.holdsAt().ifPresent(out::setHoldsAt);
        standing.waitsFor().ifPresent(out::setWaitsFor);
        standing.waitsForClock().ifPresent(out::setWaitsForClock);
        return out.build();
    }

    private static OperatorStanding decode(io.millrace.protocol.executor.v1.OperatorStanding message) {
        return new OperatorStanding(
                message.getOperator(),
                doing(message.getDoing()),
                message.getMillis(),
                message.getInputsList().stream().map(StandingWire::decode).toList(),
                message.getFullList().stream()
                        .<List<Integer>>map(Full::getTasksList)
                        .toList(),
                message.getSplitsList().stream().map(StandingWire::decode).toList(),
                message.getSplitCount(),
                message.hasHoldsAt() ? Optional.of(message.getHoldsAt()) : Optional.empty(),
                message.hasWaitsFor() ? Optional.of(message.getWaitsFor()) : Optional.empty(),
                message.hasWaitsForClock() ? Optional.of(message.getWaitsForClock()) : Optional.empty());
    }

    private static Input encode(InputStanding input) {
        Input.Builder out = Input.newBuilder().setWatermark(input.watermark()).setMillis(input.millis());
        input.channels()
                .forEach(channel -> out.addChannels(Channel.newBuilder()
                        .setWatermark(channel.watermark())
                        .setIdle(channel.isIdle())
                        .setEnded(channel.hasEnded())
                        .setBlocked(channel.isBlocked())
                        .setMore(channel.hasMore())));
        return out.build();
    }

    private static InputStanding decode(Input message) {
        return new InputStanding(
                message.getWatermark(),
                message.getMillis(),
                message.getChannelsList().stream()
                        .map(channel -> new ChannelStanding(
                                channel.getWatermark(),
                                channel.getIdle(),
                                channel.getEnded(),
                                channel.getBlocked(),
                                channel.getMore()))
                        .toList());
    }

    private static Split encode(SplitStanding split) {
        return Split.newBuilder()
                .setId(split.id())
                .setWatermark(split.watermark())
                .setIdle(split.isIdle())
                .setSilentMillis(split.silentMillis())
                .setRowsBehind(split.rowsBehind())
                .build();
    }

    private static SplitStanding decode(Split message) {
        return new SplitStanding(
                message.getId(),
                message.getWatermark(),
                message.getIdle(),
                message.getSilentMillis(),
                message.getRowsBehind());
    }

    private static io.millrace.protocol.executor.v1.OperatorStanding.Doing doing(Doing doing) {
        return switch (doing) {
            case WORKS -> io.millrace.protocol.executor.v1.OperatorStanding.Doing.DOING_WORKS;
            case NEEDS_INPUT -> io.millrace.protocol.executor.v1.OperatorStanding.Doing.DOING_NEEDS_INPUT;
            case WAITS -> io.millrace.protocol.executor.v1.OperatorStanding.Doing.DOING_WAITS;
            case NO_ROOM -> io.millrace.protocol.executor.v1.OperatorStanding.Doing.DOING_NO_ROOM;
            case LETTERS_WAIT -> io.millrace.protocol.executor.v1.OperatorStanding.Doing.DOING_LETTERS_WAIT;
            case ALIGNS -> io.millrace.protocol.executor.v1.OperatorStanding.Doing.DOING_ALIGNS;
            case ENDED -> io.millrace.protocol.executor.v1.OperatorStanding.Doing.DOING_ENDED;
        };
    }

    private static Doing doing(io.millrace.protocol.executor.v1.OperatorStanding.Doing doing) {
        return switch (doing) {
            case DOING_WORKS -> Doing.WORKS;
            case DOING_NEEDS_INPUT -> Doing.NEEDS_INPUT;
            case DOING_WAITS -> Doing.WAITS;
            case DOING_NO_ROOM -> Doing.NO_ROOM;
            case DOING_LETTERS_WAIT -> Doing.LETTERS_WAIT;
            case DOING_ALIGNS -> Doing.ALIGNS;
            case DOING_ENDED -> Doing.ENDED;
            case DOING_UNSPECIFIED, UNRECOGNIZED ->
                throw new UnreadableMessage(
                        "What an operator does is missing, or something that this version does not know");
        };
    }
}
