package io.millrace.plan.nodes.unnest;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.model.document.FieldPath;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Types one unnest node. */
final class UnnestTyping {

    private static final FieldPath EXPRESSION = FieldPath.of("expression");
    private static final FieldPath COLUMNS = FieldPath.of("columns");
    private static final FieldPath ORDINALITY = FieldPath.of("ordinality");

    private final TypingContext context;
    private final UnnestConfig config;
    private boolean isSound = true;

    UnnestTyping(TypingContext context, UnnestConfig config) {
        this.context = context;
        this.config = config;
    }

    Typing type(Optional<TypedPort> input) {
        Optional<Expr> collection = context.expression(
                config.expression(), EXPRESSION, input.map(rows -> rows.schema().schema()));
        if (input.isEmpty()) {
            return Typing.UNKNOWN;
        }
        EdgeSchema rows = checkedChanges(input.get().schema());
        Optional<List<Column>> parts = collection.flatMap(this::parts);
        Optional<List<String>> names = parts.flatMap(this::names);
        if (names.isEmpty() || !areNamed(rows, names.get())) {
            return Typing.UNKNOWN;
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.get().size(); i++) {
            columns.add(new Column(names.get().get(i), parts.get().get(i).type()));
        }
        Optional<Column> ordinality =
                config.ordinality().map(name -> new Column(name, added(ScalarType.INT.notNull())));
        UnnestOperation operation =
                new UnnestOperation(context.node().id(), collection.orElseThrow(), columns, ordinality, isLeft());
        TypedPort out = input.get()
                .with(operation.output(rows))
                .withTimeTold(input.get().timeTellers());
        return Typing.of(out, Optional.of(operation).filter(_ -> isSound));
    }

    private boolean isLeft() {
        return config.type() == UnnestConfig.Type.LEFT;
    }

    /** A row without elements has NULL for them. */
    private DataType added(DataType type) {
        return isLeft() ? type.withNullable(true) : type;
    }

    /** The columns of an element, under the names they have by themselves. */
    private Optional<List<Column>> parts(Expr collection) {
        if (Literal.isUntypedNull(collection)) {
            refuse("NULL alone has no elements; write CAST(NULL AS ARRAY<INT>) or another type");
            return Optional.empty();
        }
        return switch (collection.type().type()) {
            case ArrayType(DataType element) -> Optional.of(ofElement(element));
            case MapType(DataType key, DataType value) ->
                Optional.of(List.of(new Column("key", added(key)), new Column("value", added(value))));
            default -> {
                refuse("Elements are those of an ARRAY or a MAP; this is "
                        + collection.type().type() + ". ARRAY[…] makes an ARRAY of values");
                yield Optional.empty();
            }
        };
    }

    /** A ROW that is NULL has NULL for its fields. */
    private List<Column> ofElement(DataType element) {
        if (!(element.type() instanceof RowType row)) {
            return List.of(new Column("element", added(element)));
        }
        return row.fields().stream()
                .map(field -> new Column(
                        field.name(), added(element.isNullable() ? field.type().withNullable(true) : field.type())))
                .toList();
    }

    private void refuse(String message) {
        context.report(Problem.error(PlanProblemCodes.EXPRESSION_TYPE, message)
                .at(FieldPath.of("config").then(EXPRESSION))
                .range(0, config.expression().length()));
    }

    /** What the columns of an element are to be called. */
    private Optional<List<String>> names(List<Column> parts) {
        int given = config.columns().size();
        if (given == 0) {
            return Optional.of(parts.stream().map(Column::name).toList());
        }
        if (given != parts.size()) {
            context.report(Problem.error(
                            PlanProblemCodes.COLUMN_NAME,
                            "An element has %s, and %s: name each, or none"
                                    .formatted(
                                            counted(parts.size(), "column"),
                                            given == 1 ? "1 name is given" : given + " names are given"))
                    .at(FieldPath.of("config").then(COLUMNS))
                    .fix("Name none", new Edit.RemoveConfig(context.node().id(), COLUMNS)));
            return Optional.empty();
        }
        return Optional.of(
                config.columns().stream().map(UnnestConfig.Name::name).toList());
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** Whether each column has a name that no other has. */
    private boolean areNamed(EdgeSchema rows, List<String> names) {
        Set<String> taken = new HashSet<>(rows.schema().names());
        List<String> free = names.stream().map(name -> free(name, taken)).toList();
        boolean areNamed = true;
        for (int i = 0; i < names.size(); i++) {
            FieldPath field =
                    config.columns().isEmpty() ? EXPRESSION : COLUMNS.index(i).key("name");
            areNamed &= isNamed(names.get(i), free.get(i), field, set(COLUMNS, named(free)));
        }
        if (config.ordinality().isPresent()) {
            String name = config.ordinality().get();
            String other = free(name, taken);
            areNamed &= isNamed(name, other, ORDINALITY, set(ORDINALITY, Json.of(other)));
        }
        return areNamed;
    }

    private Edit set(FieldPath field, Json value) {
        return new Edit.SetConfig(context.node().id(), field, value);
    }

    /** Takes this name, or one like it that is free. */
    private static String free(String name, Set<String> taken) {
        String wanted = name.isEmpty() ? "element" : name;
        String free = wanted;
        for (int i = 2; !taken.add(free); i++) {
            free = wanted + "_" + i;
        }
        return free;
    }

    private static JsonArray named(List<String> names) {
        return new JsonArray(names.stream()
                .<Json>map(name -> JsonObject.of("name", Json.of(name)))
                .toList());
    }

    private boolean isNamed(String name, String free, FieldPath field, Edit edit) {
        if (name.equals(free)) {
            return true;
        }
        Problem problem = name.isEmpty()
                ? Problem.error(PlanProblemCodes.COLUMN_NAME, "A column needs a name")
                : Problem.error(
                        PlanProblemCodes.COLUMN_DUPLICATE,
                        "There is a column `" + name + "` before; each name stands once"
                                + (field.equals(EXPRESSION) ? ", and `columns` gives others to the element's" : ""));
        context.report(problem.at(FieldPath.of("config").then(field)).fix("Call it `" + free + "`", edit));
        return false;
    }

    /** The rows as far as they can be unnested: of one that is replaced unseen, nobody knows how many elements it had. */
    private EdgeSchema checkedChanges(EdgeSchema rows) {
        if (rows.changeMode().kind() != ChangeMode.Kind.UPSERT) {
            return rows;
        }
        context.error(
                PlanProblemCodes.CHANGES_REFUSED,
                "What comes replaces rows by their key "
                        + String.join(", ", rows.changeMode().key())
                        + " without saying what they were, so the elements of the old row are not known; put the node before the"
                        + " one that makes changes");
        isSound = false;
        return new EdgeSchema(rows.schema(), rows.eventTime(), rows.keys(), ChangeMode.RETRACT);
    }
}
