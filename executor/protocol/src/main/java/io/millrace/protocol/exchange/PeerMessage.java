package io.millrace.protocol.exchange;

import java.util.List;

/**
 * What one executor of an attempt says to another. Channels carry rows and signals from one task to another; they are
 * numbered alike on all executors, by the plan. What a source has once (enumerator, assignment of splits) lives on the
 * attempt's host, so source tasks elsewhere reach it by messages.
 *
 * <p>Arrays are handed over with the message: neither side changes them afterwards.
 */
public sealed interface PeerMessage {

    /**
     * Rows on a channel. Sent only within the credit that the reader gave.
     *
     * @param block the rows, encoded as docs/block-format.md says
     */
    record Block(int channel, byte[] block) implements PeerMessage {}

    /**
     * A signal on a channel, in order with its blocks. Never waits for credit.
     *
     * @param signal in the engine's encoding, a few bytes
     */
    record InBand(int channel, byte[] signal) implements PeerMessage {}

    /**
     * The reader of a channel has taken something out; goes to its writer, which began with the credit that the plan gives
     * each channel. Never waits for credit itself.
     *
     * @param bytes of blocks that were consumed since the last credit
     * @param signals that have arrived since, consumed or not
     */
    record Credit(int channel, long bytes, int signals) implements PeerMessage {}

    /**
     * A source task has nothing to read; to the host.
     *
     * @param operator the source's id in the plan
     * @param task index of the task among those of its fragment
     */
    record SplitWanted(int operator, int task) implements PeerMessage {}

    /**
     * Splits for a source task; from the host.
     *
     * @param splits to be read in addition to those it has
     * @param noMore whether this task gets no further split
     */
    record AssignSplits(int operator, int task, List<AssignedSplit> splits, boolean noMore) implements PeerMessage {

        public AssignSplits {
            splits = List.copyOf(splits);
        }
    }

    /**
     * A part of a source, as its connector describes it.
     *
     * @param id unique within the source
     * @param state how far it is read, in the connector's own encoding
     * @param earliestMicros no row of it has an earlier event time; {@link Long#MIN_VALUE} when that is not known
     */
    record AssignedSplit(String id, byte[] state, long earliestMicros) {}

    /**
     * Where a source task holds its watermark; from the host.
     *
     * @param micros the earliest event time that a split without a task may hold; {@link Long#MIN_VALUE} when that is not
     *     known, {@link Long#MAX_VALUE} when all splits have a task
     */
    record HoldWatermark(int operator, int task, long micros) implements PeerMessage {}

    /**
     * A checkpoint begins; from the host to each executor that has tasks. Source tasks begin its barrier behind the splits
     * that were sent before this, and so do tasks all of whose inputs have ended, as no barrier comes to them.
     *
     * @param checkpoint its number
     */
    record BeginCheckpoint(long checkpoint) implements PeerMessage {}
}
