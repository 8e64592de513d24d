package io.millrace.plan.nodes.union;

import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.PortDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.InputEdge;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One stream of the rows of several. */
public final class UnionNode implements NodeType {

    private static final ConfigBinder<UnionConfig> CONFIG = ConfigBinder.of(UnionConfig.class);

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("union"),
            1,
            NodeKind.TRANSFORM,
            "Combine",
            "Union",
            "Makes one stream of the rows of several.",
            """
            Lets the rows of all its inputs out as they come, like UNION ALL. The inputs must have the same columns, by name
            and type; their order may differ. A column that may be NULL in one input may be NULL in the result.

            Event time stays when all inputs have the same column as event time; the watermark is the least of theirs.
            """,
            "git-merge",
            Ports.of(
                    List.of(PortDescriptor.inputOfMany(PortName.IN, "Any number of streams with the same columns.")),
                    List.of(PortDescriptor.output(PortName.OUT, ""))),
            CONFIG.schema(),
            Abilities.NONE);

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public boolean rowsCanFail() {
        return false;
    }

    @Override
    public Typing type(TypingContext context) {
        context.config(CONFIG);
        List<InputEdge> edges = context.inputs(PortName.IN);
        List<InputEdge> known =
                edges.stream().filter(edge -> edge.rows().isPresent()).toList();
        if (known.isEmpty()) {
            return Typing.UNKNOWN;
        }
        boolean agree = true;
        for (InputEdge edge : known.subList(1, known.size())) {
            agree &= checkColumns(context, known.getFirst(), edge);
        }
        agree &= checkChanges(context, known);
        if (!agree) {
            return Typing.UNKNOWN;
        }
        TypedPort out =
                merged(known.stream().map(edge -> edge.rows().orElseThrow()).toList());
        return Typing.of(
                out,
                known.size() == edges.size()
                        ? Optional.of(new UnionOperation(context.node().id(), out.schema()))
                        : Optional.empty());
    }

    private static boolean checkColumns(TypingContext context, InputEdge first, InputEdge other) {
        Schema wanted = schema(first);
        Schema found = schema(other);
        List<String> differences = new ArrayList<>();
        for (Column column : wanted.columns()) {
            OptionalInt index = found.indexOf(column.name());
            if (index.isEmpty()) {
                differences.add("`" + column.name() + "` is missing");
            } else if (!found.type(index.getAsInt()).type().equals(column.type().type())) {
                differences.add("`" + column.name() + "` is "
                        + found.type(index.getAsInt()).type() + " and not "
                        + column.type().type());
            }
        }
        for (String name : found.names()) {
            if (wanted.indexOf(name).isEmpty()) {
                differences.add("`" + name + "` is one too many");
            }
        }
        if (differences.isEmpty()) {
            return true;
        }
        context.error(
                PlanProblemCodes.COLUMNS_DIFFER,
                "The rows of " + other.from() + " do not have the columns of " + first.from() + ": "
                        + String.join(", ", differences) + ". A select node before makes them alike");
        return false;
    }

    private static boolean checkChanges(TypingContext context, List<InputEdge> edges) {
        for (InputEdge edge : edges) {
            if (edge.rows().orElseThrow().schema().changeMode().kind() == ChangeMode.Kind.UPSERT) {
                context.error(
                        PlanProblemCodes.CHANGES_REFUSED,
                        "The rows of " + edge.from()
                                + " replace others by their key, and rows of another stream could have the same one");
                return false;
            }
        }
        return true;
    }

    private static TypedPort merged(List<TypedPort> inputs) {
        EdgeSchema first = inputs.getFirst().schema();
        List<Column> columns = new ArrayList<>();
        for (Column column : first.schema().columns()) {
            boolean isNullable =
                    inputs.stream().anyMatch(input -> type(input, column.name()).isNullable());
            columns.add(new Column(column.name(), column.type().withNullable(isNullable)));
        }
        Set<Optional<String>> times = new HashSet<>();
        inputs.forEach(input -> times.add(input.schema().eventTime()));
        boolean isAppend =
                inputs.stream().allMatch(input -> input.schema().changeMode().isAppend());
        EdgeSchema out = new EdgeSchema(
                new Schema(columns),
                times.size() == 1 ? first.eventTime() : Optional.empty(),
                List.of(),
                isAppend ? ChangeMode.APPEND : ChangeMode.RETRACT);
        return new TypedPort(out, inputs.stream().allMatch(TypedPort::isBounded));
    }

    private static DataType type(TypedPort input, String column) {
        Schema schema = input.schema().schema();
        return schema.type(schema.indexOf(column).orElseThrow());
    }

    private static Schema schema(InputEdge edge) {
        return edge.rows().orElseThrow().schema().schema();
    }
}
