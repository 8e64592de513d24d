package io.millrace.protocol.rpc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.executor.v1.AssignSplits;
import io.millrace.protocol.executor.v1.BeginCheckpoint;
import io.millrace.protocol.executor.v1.Block;
import io.millrace.protocol.executor.v1.Credit;
import io.millrace.protocol.executor.v1.HoldWatermark;
import io.millrace.protocol.executor.v1.InBand;
import io.millrace.protocol.executor.v1.SendRequest;
import io.millrace.protocol.executor.v1.SplitWanted;
import io.millrace.protocol.job.Fence;

/** What executors say to each other, as messages. Blocks are wrapped, not copied, on the way out. */
public final class PeerWire {

    /** A time in a {@link PeerMessage} that is not known. */
    private static final long UNKNOWN = Long.MIN_VALUE;

    /** {@link PeerMessage.HoldWatermark#micros} when all splits have a task. */
    private static final long ALL_ASSIGNED = Long.MAX_VALUE;

    private PeerWire() {}

    /** The message in the name of an attempt. */
    public static SendRequest encode(Fence attempt, PeerMessage message) {
        SendRequest.Builder out = SendRequest.newBuilder().setFence(FenceWire.encode(attempt));
        switch (message) {
            case PeerMessage.Block(int channel, byte[] block) ->
                out.setBlock(Block.newBuilder().setChannel(channel).setBlock(bytes(block)));
            case PeerMessage.InBand(int channel, byte[] signal) ->
                out.setInBand(InBand.newBuilder().setChannel(channel).setSignal(bytes(signal)));
            case PeerMessage.Credit(int channel, long bytes, int signals) ->
                out.setCredit(
                        Credit.newBuilder().setChannel(channel).setBytes(bytes).setSignals(signals));
            case PeerMessage.SplitWanted(int operator, int task) ->
                out.setSplitWanted(
                        SplitWanted.newBuilder().setOperator(operator).setTask(task));
            case PeerMessage.AssignSplits assign -> out.setAssignSplits(assignSplits(assign));
            case PeerMessage.HoldWatermark hold -> out.setHoldWatermark(holdWatermark(hold));
            case PeerMessage.BeginCheckpoint(long checkpoint) ->
                out.setBeginCheckpoint(BeginCheckpoint.newBuilder().setCheckpoint(checkpoint));
        }
        return out.build();
    }

    private static ByteString bytes(byte[] array) {
        return UnsafeByteOperations.unsafeWrap(array);
    }

    private static AssignSplits assignSplits(PeerMessage.AssignSplits assign) {
        AssignSplits.Builder out = AssignSplits.newBuilder()
                .setOperator(assign.operator())
                .setTask(assign.task())
                .setNoMore(assign.noMore());
        for (PeerMessage.AssignedSplit split : assign.splits()) {
            AssignSplits.Split.Builder one =
                    AssignSplits.Split.newBuilder().setId(split.id()).setState(bytes(split.state()));
            if (split.earliestMicros() != UNKNOWN) {
                one.setEarliestMicros(split.earliestMicros());
            }
            out.addSplits(one);
        }
        return out.build();
    }

    private static HoldWatermark holdWatermark(PeerMessage.HoldWatermark hold) {
        HoldWatermark.Builder out =
                HoldWatermark.newBuilder().setOperator(hold.operator()).setTask(hold.task());
        if (hold.micros() == UNKNOWN) {
            out.setUnknown(HoldWatermark.Unknown.getDefaultInstance());
        } else if (hold.micros() == ALL_ASSIGNED) {
            out.setAllAssigned(HoldWatermark.AllAssigned.getDefaultInstance());
        } else {
            out.setMicros(hold.micros());
        }
        return out.build();
    }

    /**
     * The message, unless it is a greeting.
     *
     * @throws UnreadableMessage when it is none
     */
    public static PeerMessage decode(SendRequest request) {
        return switch (request.getMessageCase()) {
            case BLOCK ->
                new PeerMessage.Block(
                        request.getBlock().getChannel(),
                        request.getBlock().getBlock().toByteArray());
            case IN_BAND ->
                new PeerMessage.InBand(
                        request.getInBand().getChannel(),
                        request.getInBand().getSignal().toByteArray());
            case CREDIT ->
                new PeerMessage.Credit(
                        request.getCredit().getChannel(),
                        request.getCredit().getBytes(),
                        request.getCredit().getSignals());
            case SPLIT_WANTED ->
                new PeerMessage.SplitWanted(
                        request.getSplitWanted().getOperator(),
                        request.getSplitWanted().getTask());
            case ASSIGN_SPLITS -> assignSplits(request.getAssignSplits());
            case HOLD_WATERMARK -> holdWatermark(request.getHoldWatermark());
            case BEGIN_CHECKPOINT ->
                new PeerMessage.BeginCheckpoint(
                        CheckpointWire.number(request.getBeginCheckpoint().getCheckpoint()));
            case GREETING -> throw new UnreadableMessage("A second greeting over one connection");
            case MESSAGE_NOT_SET ->
                throw new UnreadableMessage("A message is none, or one that this version does not know");
        };
    }

    private static PeerMessage assignSplits(AssignSplits message) {
        return new PeerMessage.AssignSplits(
                message.getOperator(),
                message.getTask(),
                message.getSplitsList().stream()
                        .map(split -> new PeerMessage.AssignedSplit(
                                split.getId(),
                                split.getState().toByteArray(),
                                split.hasEarliestMicros() ? split.getEarliestMicros() : UNKNOWN))
                        .toList(),
                message.getNoMore());
    }

    private static PeerMessage holdWatermark(HoldWatermark message) {
        long micros =
                switch (message.getBoundCase()) {
                    case MICROS -> message.getMicros();
                    case UNKNOWN -> UNKNOWN;
                    case ALL_ASSIGNED -> ALL_ASSIGNED;
                    case BOUND_NOT_SET ->
                        throw new UnreadableMessage("Where a source holds its watermark is missing, or not known here");
                };
        return new PeerMessage.HoldWatermark(message.getOperator(), message.getTask(), micros);
    }
}
