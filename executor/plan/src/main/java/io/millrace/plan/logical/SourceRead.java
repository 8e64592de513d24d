package io.millrace.plan.logical;

import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Reads rows from outside, and does to the rows of each split what must be done before the splits' rows mingle.
 *
 * @param connector the connector's node type
 * @param config the node's config
 * @param schema all columns the source has
 * @param projection which of them it reads, rising
 * @param projects whether it can leave out columns
 * @param stages what each split's rows pass; no route among them
 * @param watermark how the rows behind the stages make watermarks, split by split
 */
public record SourceRead(
        NodeId node,
        NodeTypeName connector,
        JsonObject config,
        Schema schema,
        List<Integer> projection,
        boolean projects,
        List<Stage> stages,
        Optional<WatermarkSpec> watermark)
        implements LogicalOperator {

    public SourceRead {
        projection = List.copyOf(projection);
        stages = List.copyOf(stages);
    }

    /** A source that reads all its columns. */
    public static SourceRead of(
            NodeId node, NodeTypeName connector, JsonObject config, Schema schema, boolean projects) {
        return new SourceRead(
                node,
                connector,
                config,
                schema,
                IntStream.range(0, schema.size()).boxed().toList(),
                projects,
                List.of(),
                Optional.empty());
    }

    /** The source with stages behind it and watermarks made behind those. */
    public SourceRead with(List<Stage> others, WatermarkSpec spec) {
        return new SourceRead(node, connector, config, schema, projection, projects, others, Optional.of(spec));
    }

    /** What is read, before any stage. */
    public EdgeSchema read() {
        return EdgeSchema.append(
                new Schema(projection.stream().map(schema::column).toList()));
    }

    @Override
    public String type() {
        return "source";
    }

    @Override
    public List<NodeId> nodeIds() {
        Set<NodeId> ids = new LinkedHashSet<>();
        ids.add(node);
        stages.forEach(stage -> ids.add(stage.node()));
        watermark.ifPresent(spec -> ids.add(spec.node()));
        return List.copyOf(ids);
    }

    @Override
    public List<EdgeSchema> inputs() {
        return List.of();
    }

    @Override
    public List<EdgeSchema> outputs() {
        EdgeSchema edge =
                stages.isEmpty() ? read() : new Calc(read(), stages).outputs().getFirst();
        return List.of(watermark
                .map(spec -> Edges.withEventTime(
                        edge, edge.schema().column(spec.column()).name()))
                .orElse(edge));
    }

    @Override
    public PhysicalForm physical() {
        JsonObject settings = JsonObject.of("connector", Json.of(connector.value()), "config", config)
                .with("schema", StagePlan.columns(schema.columns()))
                .with(
                        "projection",
                        new JsonArray(new ArrayList<>(
                                projection.stream().map(index -> Json.of(index)).toList())));
        if (!stages.isEmpty()) {
            settings = settings.with("stages", StagePlan.config(stages));
        }
        if (watermark.isPresent()) {
            settings = settings.with("watermark", watermark.get().config());
        }
        return new PhysicalForm(
                "source", settings, stages.isEmpty() ? Map.of() : StagePlan.expressions(stages), List.of());
    }

    /** Columns are pruned before stages move into the source, so there are none here. */
    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        if (!projects || !stages.isEmpty() || watermark.isPresent()) {
            return Narrowed.unchanged(this);
        }
        Set<Integer> read = new TreeSet<>(wanted.getFirst());
        if (read.isEmpty()) {
            read.add(0);
        }
        List<Integer> narrow = read.stream().map(projection::get).toList();
        return new Narrowed(
                new SourceRead(node, connector, config, schema, narrow, true, stages, watermark),
                List.of(List.copyOf(read)));
    }
}
