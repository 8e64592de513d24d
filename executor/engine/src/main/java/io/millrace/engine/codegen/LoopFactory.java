package io.millrace.engine.codegen;

import io.millrace.engine.codegen.LoopAssembler.Assembled;
import io.millrace.engine.codegen.LoopClasses.LoopClass;
import io.millrace.expr.Expr;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.Physical;
import java.util.Map;
import java.util.Optional;

/** Makes loops: generated ones, or, for a tree beyond what a class file can hold, one that interprets. */
final class LoopFactory {

    /**
     * Most nodes of a tree that becomes a class. A class file holds 65,535 constants, and a node needs one to three. No
     * expression within the limits of its text comes close.
     */
    static final int MOST_NODES = 50_000;

    private final PipelineZone zone;
    private final ScratchVectors scratch;
    private final Partition partition;

    LoopFactory(PipelineZone zone, ScratchVectors scratch) {
        this(zone, scratch, new Partition(Partition.BUDGET));
    }

    LoopFactory(PipelineZone zone, ScratchVectors scratch, Partition partition) {
        this.zone = zone;
        this.scratch = scratch;
        this.partition = partition;
    }

    ScratchVectors scratch() {
        return scratch;
    }

    /**
     * A condition.
     *
     * @param original the tree that {@code root} came from, to be interpreted when it is too large
     */
    ConditionLoop condition(Node root, Expr original, boolean withRest) {
        Map<Integer, Integer> slots = LoopPair.slots(root);
        if (root.size() > MOST_NODES) {
            return new InterpretedCondition(new InterpretedRows(original, zone, slots));
        }
        return (ConditionLoop)
                generated(root, new ConditionTarget(withRest), slots).create();
    }

    /**
     * A computation.
     *
     * @param original the tree that {@code root} came from, to be interpreted when it is too large; a part shared by
     *     several trees has none and is always generated
     */
    ValueLoop value(Node root, Optional<Expr> original, Physical physical) {
        Map<Integer, Integer> slots = LoopPair.slots(root);
        ValueLoop loop;
        byte[] texts = {};
        if (root.size() > MOST_NODES && original.isPresent()) {
            loop = new InterpretedValue(new InterpretedRows(original.get(), zone, slots));
        } else {
            LoopClass loopClass = generated(root, new ValueTarget(physical), slots);
            loop = (ValueLoop) loopClass.create();
            texts = loopClass.texts();
        }
        loop.writer.configure(texts, scratch);
        return loop;
    }

    private LoopClass generated(Node root, Target target, Map<Integer, Integer> slots) {
        Assembled assembled = LoopAssembler.assemble(root, target, zone, slots, partition);
        return LoopClasses.shared().get(assembled);
    }
}
