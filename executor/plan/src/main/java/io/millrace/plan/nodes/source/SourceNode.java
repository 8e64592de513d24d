package io.millrace.plan.nodes.source;

import io.millrace.model.catalogue.Boundedness;
import io.millrace.model.catalogue.ConfigCheck;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.SourceSchema;
import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A source of a connector: all that is known about it is in its descriptor. */
public record SourceNode(NodeTypeDescriptor descriptor) implements NodeType {

    @Override
    public Typing type(TypingContext context) {
        List<Problem> problems = ConfigCheck.problems(context.node(), descriptor.configSchema());
        problems.forEach(context::report);
        JsonObject config = context.node().config();
        Optional<Schema> schema = descriptor.abilities().schema().flatMap(where -> schema(where, config, context));
        // A config with flaws can still say what the columns are, and then the nodes behind are typed.
        return schema.map(columns -> Typing.of(
                        new TypedPort(EdgeSchema.append(columns), isBounded(config)),
                        problems.stream().anyMatch(Problem::isError)
                                ? Optional.empty()
                                : Optional.of(new SourceOperation(
                                        context.node().id(),
                                        descriptor.type(),
                                        config,
                                        columns,
                                        descriptor.abilities().projectsColumns()))))
                .orElse(Typing.UNKNOWN);
    }

    private boolean isBounded(JsonObject config) {
        return switch (descriptor.abilities().boundedness().orElse(new Boundedness.Unbounded())) {
            case Boundedness.Bounded _ -> true;
            case Boundedness.Unbounded _ -> false;
            case Boundedness.BoundedWhenSet(String field) -> config.get(field).isPresent();
        };
    }

    private static Optional<Schema> schema(SourceSchema where, JsonObject config, TypingContext context) {
        return switch (where) {
            case SourceSchema.Fixed(Schema schema) -> Optional.of(schema);
            case SourceSchema.ByChoice choice -> config.text(choice.field()).map(choice.schemas()::get);
            case SourceSchema.FromConfig(String field) ->
                config.get(field).orElse(JsonNull.NULL) instanceof JsonArray list
                        ? listed(list, FieldPath.of(field), context)
                        : Optional.empty();
        };
    }

    /** The columns that are written well; a flaw in one has been found by the config's check. */
    private static Optional<Schema> listed(JsonArray list, FieldPath path, TypingContext context) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean isComplete = true;
        for (int i = 0; i < list.size(); i++) {
            Optional<Column> column = column(list.get(i));
            isComplete &= column.isPresent();
            if (column.isPresent() && !names.add(column.get().name())) {
                context.error(
                        PlanProblemCodes.COLUMN_DUPLICATE,
                        "There is a column `" + column.get().name() + "` before; each name stands once",
                        path.index(i).key("name"));
                isComplete = false;
            }
            column.ifPresent(columns::add);
        }
        if (list.size() == 0) {
            context.error(PlanProblemCodes.COLUMN_NAME, "A source needs at least one column", path);
        }
        return isComplete && !columns.isEmpty() ? Optional.of(new Schema(columns)) : Optional.empty();
    }

    private static Optional<Column> column(Json written) {
        if (!(written instanceof JsonObject object)) {
            return Optional.empty();
        }
        Optional<String> name = object.text("name").filter(text -> !text.isEmpty());
        Optional<DataType> type = object.text("type").flatMap(SourceNode::type);
        return name.flatMap(known -> type.map(of -> new Column(known, of)));
    }

    private static Optional<DataType> type(String text) {
        try {
            return Optional.of(DataType.parse(text));
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }
}
