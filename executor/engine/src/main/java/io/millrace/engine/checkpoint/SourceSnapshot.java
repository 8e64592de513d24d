package io.millrace.engine.checkpoint;

import io.millrace.engine.operators.source.SplitAssigner;
import io.millrace.spi.source.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known once about a source.
 *
 * @param operator its id in the plan
 * @param enumerator what the enumerator has to remember; empty before it has looked for splits
 * @param assigner what the assigner knows
 */
public record SourceSnapshot(int operator, Optional<byte[]> enumerator, SplitAssigner.Known assigner) {

    /** The same with splits that were being read, which are to be dealt out first: they hold the watermark most. */
    public SourceSnapshot withFirst(List<Split> reading) {
        List<Split> all = new ArrayList<>(reading);
        all.addAll(assigner.unassigned());
        return new SourceSnapshot(
                operator, enumerator, new SplitAssigner.Known(assigner.lookedOnce(), assigner.allFound(), all));
    }
}
