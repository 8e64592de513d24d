package io.millrace.plan.logical;

import io.millrace.model.document.NodeId;
import io.millrace.model.type.EdgeSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes a column the event time and watermarks of it. */
public record Watermarks(EdgeSchema input, WatermarkSpec spec) implements LogicalOperator {

    @Override
    public String type() {
        return "watermark";
    }

    @Override
    public List<NodeId> nodeIds() {
        return List.of(spec.node());
    }

    @Override
    public List<EdgeSchema> inputs() {
        return List.of(input);
    }

    @Override
    public List<EdgeSchema> outputs() {
        return List.of(
                Edges.withEventTime(input, input.schema().column(spec.column()).name()));
    }

    @Override
    public PhysicalForm physical() {
        return new PhysicalForm("watermark", spec.config(), Map.of(), List.of(PhysicalForm.InputNeed.ANY));
    }

    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        Set<Integer> read = new TreeSet<>(wanted.getFirst());
        read.add(spec.column());
        return List.of(read);
    }

    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        List<Integer> kept = keptInputs.getFirst();
        return new Narrowed(
                new Watermarks(EdgeColumns.kept(input, kept), spec.withColumn(Trees.newPosition(kept, spec.column()))),
                List.of(kept));
    }
}
