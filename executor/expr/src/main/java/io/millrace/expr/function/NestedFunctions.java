package io.millrace.expr.function;

import static io.millrace.expr.function.CollectionFunctions.collection;

import io.millrace.expr.Call;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Operand;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.Syntax;
import io.millrace.expr.kernel.Arrays;
import io.millrace.expr.kernel.Maps;
import io.millrace.expr.kernel.NestedParts;
import io.millrace.expr.kernel.NestedParts.Selector;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What makes arrays, maps and rows, and what takes one value out of them. */
final class NestedFunctions {

    private static final String NAN = "NaN is the largest number and -0.0 smaller than 0.0; in Flink the order of NaN"
            + " depends on where it stands";

    private static final String INTERVALS = "Intervals are elements as others are; Flink often fails to plan them";

    private NestedFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                collection("ARRAY")
                        .args(1, Integer.MAX_VALUE)
                        .anySyntax(new Syntax.Bracketed())
                        .nulls("Never NULL; a NULL element stays one")
                        .difference(INTERVALS)
                        .signature("ARRAY[value, …], for values of one kind")
                        .meaning("The array of these elements")
                        .example("ARRAY[1, 2, 3]", "[1, 2, 3]")
                        .example("CARDINALITY(ARRAY['a', CAST(NULL AS STRING)])", "2")
                        .resolvedBy(NestedFunctions::array),
                collection("MAP")
                        .args(2, Integer.MAX_VALUE)
                        .anySyntax(new Syntax.Bracketed())
                        .nulls("Never NULL; a NULL key or value stays one")
                        .difference(INTERVALS)
                        .signature("MAP[key, value, …], for keys of one kind and values of one kind")
                        .meaning("The map of these entries; of a key that comes twice the last value stays")
                        .example("MAP['a', 1, 'b', 2]", "{a=1, b=2}")
                        .resolvedBy(NestedFunctions::map),
                collection("ROW")
                        .args(1, Integer.MAX_VALUE)
                        .nulls("Never NULL; a NULL field stays one")
                        .signature("ROW(value, …)")
                        .meaning("The row of these fields, named EXPR$0, EXPR$1 and so on")
                        .example("ROW(1, 'a')", "(1, a)")
                        .resolvedBy(NestedFunctions::row),
                collection("[]")
                        .args(2)
                        .syntax(2, new Syntax.Template("{primary:0}[{1}]", Syntax.PRIMARY))
                        .difference("A field of a row is taken by its name alone; Flink also takes it by its number")
                        .signature("array[position] or map[key]")
                        .meaning(
                                "The element at the position, counted from 1, or the value of the key; NULL when there is"
                                        + " none")
                        .example("ARRAY[10, 20][2]", "20")
                        .example("MAP['a', 1]['b']", "NULL")
                        .resolvedBy(NestedFunctions::item),
                collection(".")
                        .args(2)
                        .syntax(2, new Syntax.Template("{primary:0}.{name:1}", Syntax.PRIMARY))
                        .signature("row.field")
                        .meaning("A field of the row")
                        .example("CAST(ROW(1, 'a') AS ROW<x INT, y STRING>).y", "a")
                        .resolvedBy(NestedFunctions::field),
                collection("ELEMENT")
                        .signature("ELEMENT(array) → its element")
                        .difference("Always nullable, as an empty array has no element")
                        .meaning(
                                "The only element of the array; NULL when it is empty, a row error when it has several")
                        .example("ELEMENT(ARRAY['x'])", "x")
                        .resolvedBy((function, args) -> ofArray(function, args, NestedParts.Of.ONLY, false)),
                collection("ARRAY_MAX")
                        .difference(NAN)
                        .signature("ARRAY_MAX(array) → its element")
                        .meaning("The largest element that is not NULL; NULL when there is none")
                        .example("ARRAY_MAX(ARRAY[1, 3, 2])", "3")
                        .resolvedBy((function, args) -> ofArray(function, args, NestedParts.Of.LARGEST, true)),
                collection("ARRAY_MIN")
                        .difference(NAN)
                        .signature("ARRAY_MIN(array) → its element")
                        .meaning("The smallest element that is not NULL; NULL when there is none")
                        .example("ARRAY_MIN(ARRAY[3, 1, 2])", "1")
                        .resolvedBy((function, args) -> ofArray(function, args, NestedParts.Of.SMALLEST, true)));
    }

    private static Resolution array(ScalarFunction function, List<Expr> args) {
        Optional<DataType> element = common(args);
        if (element.isEmpty()) {
            return mixed(function, args);
        }
        List<DataType> parameters = new ArrayList<>();
        args.forEach(_ -> parameters.add(element.get().withNullable(true)));
        return Resolution.of(new Call(
                function,
                args,
                parameters,
                new ArrayType(element.get()).notNull(),
                Kernel.of(Arrays.class, "of", Carrier.OBJECT, boxed(parameters))));
    }

    private static Resolution map(ScalarFunction function, List<Expr> args) {
        if (args.size() % 2 != 0) {
            return Resolution.rejected("MAP needs a value for each key");
        }
        List<Expr> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (int i = 0; i < args.size(); i += 2) {
            keys.add(args.get(i));
            values.add(args.get(i + 1));
        }
        Optional<DataType> key = common(keys);
        Optional<DataType> value = common(values);
        if (key.isEmpty() || value.isEmpty()) {
            return mixed(function, key.isEmpty() ? keys : values);
        }
        List<DataType> parameters = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            parameters.add((i % 2 == 0 ? key : value).get().withNullable(true));
        }
        return Resolution.of(new Call(
                function,
                args,
                parameters,
                new MapType(key.get(), value.get()).notNull(),
                Kernel.of(Maps.class, "of", Carrier.OBJECT, boxed(parameters))));
    }

    private static Resolution row(ScalarFunction function, List<Expr> args) {
        List<DataType> parameters = new ArrayList<>();
        List<Column> fields = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            if (Literal.isUntypedNull(args.get(i))) {
                return Rejections.argument(function, args, i, "a value");
            }
            DataType type = args.get(i).type();
            parameters.add(type);
            fields.add(new Column("EXPR$" + i, type));
        }
        return Resolution.of(new Call(
                function,
                args,
                parameters,
                new RowType(fields).notNull(),
                Kernel.of(Arrays.class, "of", Carrier.OBJECT, boxed(parameters))));
    }

    private static Optional<DataType> common(List<Expr> values) {
        List<DataType> types = Types.typed(values);
        return types.isEmpty()
                ? Optional.empty()
                : CommonType.of(types, CommonType.Rule.CASE).map(type -> type.withNullable(Types.anyNullable(values)));
    }

    private static Resolution mixed(ScalarFunction function, List<Expr> values) {
        return Resolution.rejected(function.name() + " does not mix " + Types.list(values) + "; CAST them to one type");
    }

    private static Operand.Boxed boxed(List<DataType> parameters) {
        List<Operand.Argument> arguments = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            arguments.add(Operand.Argument.of(i, parameters.get(i).type()));
        }
        return new Operand.Boxed(arguments);
    }

    private static Resolution item(ScalarFunction function, List<Expr> args) {
        DataType from = args.get(0).type();
        DataType key = args.get(1).type();
        if (from.type() instanceof ArrayType array) {
            if (!Types.isInteger(key.type())) {
                return Rejections.argument(function, args, 1, "an integer");
            }
            if (args.get(1) instanceof Literal(Integer position, var _) && position < 1) {
                return Resolution.rejected(1, "The first element of an array is at position 1, not " + position);
            }
            DataType position = new DataType(ScalarType.BIGINT, key.isNullable());
            return Resolution.of(part(
                    function,
                    args,
                    List.of(from, position),
                    array.element().withNullable(true),
                    NestedParts.Of.POSITION));
        }
        if (!(from.type() instanceof MapType map)) {
            return Rejections.argument(function, args, 0, "an ARRAY or a MAP");
        }
        Optional<DataType> common = Literal.isUntypedNull(args.get(1))
                ? Optional.empty()
                : CommonType.of(List.of(map.key(), key), CommonType.Rule.COALESCE);
        if (common.isEmpty()) {
            return Rejections.argument(function, args, 1, "a key of the " + map);
        }
        DataType read = new DataType(new MapType(common.get(), map.value()), from.isNullable());
        return Resolution.of(part(
                function,
                args,
                List.of(read, common.get().withNullable(key.isNullable())),
                map.value().withNullable(true),
                NestedParts.Of.KEY));
    }

    private static Resolution field(ScalarFunction function, List<Expr> args) {
        DataType from = args.get(0).type();
        Optional<String> name = Keywords.text(args.get(1));
        if (!(from.type() instanceof RowType row) || name.isEmpty()) {
            return Rejections.argument(function, args, 0, "a ROW");
        }
        for (int i = 0; i < row.fields().size(); i++) {
            Column field = row.fields().get(i);
            if (field.name().equals(name.get())) {
                boolean nullable = from.isNullable() || field.type().isNullable();
                return Resolution.of(part(
                        function,
                        args,
                        List.of(from, args.get(1).type()),
                        field.type().withNullable(nullable),
                        new NestedParts.Field(i)));
            }
        }
        List<String> names = row.fields().stream().map(Column::name).toList();
        return Resolution.rejected(
                1, "There is no field `" + name.get() + "` in the row; there are " + String.join(", ", names));
    }

    private static Resolution ofArray(ScalarFunction function, List<Expr> args, Selector selector, boolean ordered) {
        DataType from = args.getFirst().type();
        if (!(from.type() instanceof ArrayType array)
                || ordered && !CollectionFunctions.hasOrder(array.element().type())) {
            return Rejections.argument(
                    function, args, 0, ordered ? "an ARRAY of values that have an order" : "an ARRAY");
        }
        return Resolution.of(part(function, args, List.of(from), array.element().withNullable(true), selector));
    }

    private static Call part(
            ScalarFunction function, List<Expr> args, List<DataType> parameters, DataType type, Selector selector) {
        List<Operand> operands = new ArrayList<>();
        operands.add(new Operand.Argument(0, Carrier.OBJECT));
        boolean keyed = parameters.size() == 2 && !(selector instanceof NestedParts.Field);
        operands.add(new Operand.Boxed(
                keyed ? List.of(Operand.Argument.of(1, parameters.get(1).type())) : List.of()));
        operands.add(new Operand.ObjectConstant(selector, Selector.class));
        Carrier carrier = Carrier.of(type);
        Kernel kernel = new Kernel(NestedParts.class, method(carrier), operands, carrier, type.isNullable());
        return new Call(function, args, parameters, type, kernel);
    }

    private static String method(Carrier carrier) {
        return switch (carrier) {
            case BOOLEAN -> "booleanOf";
            case INT -> "intOf";
            case LONG -> "longOf";
            case FLOAT -> "floatOf";
            case DOUBLE -> "doubleOf";
            case UTF8 -> "textOf";
            case DECIMAL128 -> "decimalOf";
            case TIMESTAMP_NANOS -> "timestampOf";
            case OBJECT -> "objectOf";
        };
    }
}
