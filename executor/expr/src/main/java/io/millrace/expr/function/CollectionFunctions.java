package io.millrace.expr.function;

import static io.millrace.expr.function.Signature.TEXT;
import static io.millrace.model.type.CharacterType.STRING;

import io.millrace.expr.Call;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Operand;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.function.Signature.Parameter;
import io.millrace.expr.kernel.Arrays;
import io.millrace.expr.kernel.Maps;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Functions on arrays and maps; those that make and open them are in {@link NestedFunctions}. */
final class CollectionFunctions {

    static final Parameter ARRAY = new Parameter("an ARRAY", type -> type instanceof ArrayType, Optional.empty());
    static final Parameter MAP = new Parameter("a MAP", type -> type instanceof MapType, Optional.empty());
    private static final Parameter TEXTS = new Parameter(
            "an ARRAY of texts",
            type -> type instanceof ArrayType array
                    && Types.isCharacter(array.element().type()),
            Optional.empty());
    private static final Parameter ORDERED = new Parameter(
            "an ARRAY of values that have an order",
            type -> type instanceof ArrayType array && hasOrder(array.element().type()),
            Optional.empty());
    private static final Parameter BOOLEAN = Parameter.of(ScalarType.BOOLEAN);

    private CollectionFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                collection("CARDINALITY")
                        .signature("CARDINALITY(array or map) → INT")
                        .meaning("How many elements or entries there are")
                        .example("CARDINALITY(ARRAY[1, 2])", "2")
                        .example("CARDINALITY(MAP['a', 1])", "1")
                        .resolvedBy((function, args) -> Signature.of(isMap(args) ? MAP : ARRAY)
                                .answers(ScalarType.INT, Arrays.class, "cardinality")
                                .resolve(function, args)),
                collection("ARRAY_CONTAINS")
                        .args(2)
                        .nulls("NULL when the array is NULL; a NULL is found where the array has one")
                        .difference("NaN equals itself, and so does an array or map with NULL in it; Flink says FALSE")
                        .signature("ARRAY_CONTAINS(array, element) → BOOLEAN")
                        .meaning("Whether the array has the element")
                        .example("ARRAY_CONTAINS(ARRAY[1, 2], 2)", "TRUE")
                        .resolvedBy((function, args) ->
                                withElement(function, args, "contains", _ -> ScalarType.BOOLEAN, false)),
                collection("ARRAY_POSITION")
                        .args(2)
                        .signature("ARRAY_POSITION(array, element) → INT")
                        .meaning("Where the array has the element first, counted from 1; 0 when nowhere")
                        .example("ARRAY_POSITION(ARRAY['a', 'b'], 'b')", "2")
                        .resolvedBy(
                                (function, args) -> withElement(function, args, "position", _ -> ScalarType.INT, true)),
                collection("ARRAY_APPEND")
                        .args(2)
                        .nulls("NULL when the array is NULL; a NULL element is added")
                        .signature("ARRAY_APPEND(array, element) → ARRAY")
                        .meaning("The array with the element behind the others")
                        .example("ARRAY_APPEND(ARRAY[1, 2], 3)", "[1, 2, 3]")
                        .resolvedBy((function, args) -> withElement(function, args, "append", type -> type, false)),
                collection("ARRAY_PREPEND")
                        .args(2)
                        .nulls("NULL when the array is NULL; a NULL element is added")
                        .signature("ARRAY_PREPEND(array, element) → ARRAY")
                        .meaning("The array with the element before the others")
                        .example("ARRAY_PREPEND(ARRAY[1, 2], 0)", "[0, 1, 2]")
                        .resolvedBy((function, args) -> withElement(function, args, "prepend", type -> type, false)),
                collection("ARRAY_REMOVE")
                        .args(2)
                        .nulls("NULL when the array is NULL; a NULL element removes every NULL")
                        .signature("ARRAY_REMOVE(array, element) → ARRAY")
                        .meaning("The array without the elements that are equal to this one")
                        .example("ARRAY_REMOVE(ARRAY[1, 2, 1], 1)", "[2]")
                        .resolvedBy((function, args) -> withElement(function, args, "remove", type -> type, false)),
                sameArray(
                        "ARRAY_DISTINCT",
                        "The array with each element once, where it came first",
                        "[1, 2]",
                        "distinct"),
                sameArray("ARRAY_REVERSE", "The array from its last element to its first", "[1, 2, 1]", "reverse"),
                collection("ARRAY_SLICE")
                        .args(2, 3)
                        .signature("ARRAY_SLICE(array, from [, to]) → ARRAY")
                        .meaning(
                                "The elements from a position to another, or the end, both included; counted from 1, or"
                                        + " when negative from the end")
                        .example("ARRAY_SLICE(ARRAY[1, 2, 3, 4], 2, 3)", "[2, 3]")
                        .example("ARRAY_SLICE(ARRAY[1, 2, 3, 4], -2)", "[3, 4]")
                        .resolvedBy(Signature.of(ARRAY, Signature.INT, Signature.INT)
                                .answers(Signature::ofFirst, Arrays.class, "slice")),
                collection("ARRAY_SORT")
                        .args(1, 3)
                        .difference(
                                "NaN is the largest number and -0.0 smaller than 0.0; in Flink the order of NaN depends on"
                                        + " where it stands")
                        .signature("ARRAY_SORT(array [, ascending [, nulls first]]) → ARRAY")
                        .meaning("The elements in ascending order unless said; NULLs come first in ascending order and"
                                + " last in descending unless said")
                        .example("ARRAY_SORT(ARRAY[3, 1, 2])", "[1, 2, 3]")
                        .example("ARRAY_SORT(ARRAY[3, 1, 2], FALSE)", "[3, 2, 1]")
                        .resolvedBy(Signature.of(ORDERED, BOOLEAN, BOOLEAN)
                                .answers(Signature::ofFirst, Arrays.class, "sort")),
                collection("ARRAY_CONCAT")
                        .args(1, Integer.MAX_VALUE)
                        .signature("ARRAY_CONCAT(array, …) → ARRAY")
                        .meaning("The elements of all arrays, one array behind the other")
                        .example("ARRAY_CONCAT(ARRAY[1], ARRAY[2, 3])", "[1, 2, 3]")
                        .resolvedBy((function, args) -> allOf(function, args, ARRAY, Arrays.class, "concat")),
                ofTwo("ARRAY_UNION", "What one of both arrays has, once", "[1, 2, 3]", "union"),
                ofTwo("ARRAY_EXCEPT", "What the first has and the second has not, once", "[1]", "except"),
                ofTwo("ARRAY_INTERSECT", "What both arrays have, once", "[2]", "intersect"),
                collection("ARRAY_JOIN")
                        .args(2, 3)
                        .signature("ARRAY_JOIN(array of texts, separator [, for NULL]) → STRING")
                        .meaning(
                                "The texts with the separator between them; NULLs are left out, or written as the third")
                        .example("ARRAY_JOIN(ARRAY['a', 'b'], '-')", "a-b")
                        .resolvedBy(Signature.of(TEXTS, TEXT, TEXT).answers(STRING, Arrays.class, "join")),
                mapPart("MAP_KEYS", "The keys", "[a, b]", "keys", map -> new ArrayType(map.key())),
                mapPart(
                        "MAP_VALUES",
                        "The values, in the order of the keys",
                        "[1, 2]",
                        "values",
                        map -> new ArrayType(map.value())),
                mapPart(
                        "MAP_ENTRIES",
                        "A row of key and value for each entry",
                        "[(a, 1), (b, 2)]",
                        "entries",
                        map -> new ArrayType(
                                new RowType(List.of(new Column("key", map.key()), new Column("value", map.value())))
                                        .nullable())),
                collection("MAP_FROM_ARRAYS")
                        .args(2)
                        .signature("MAP_FROM_ARRAYS(keys, values) → MAP")
                        .meaning(
                                "The map of the keys to the values at the same positions; a row error when there are not"
                                        + " as many")
                        .example("MAP_FROM_ARRAYS(ARRAY['a', 'b'], ARRAY[1, 2])", "{a=1, b=2}")
                        .resolvedBy(Signature.of(ARRAY, ARRAY)
                                .answers(
                                        args -> new MapType(element(args.get(0)), element(args.get(1))),
                                        Maps.class,
                                        "fromArrays")),
                collection("MAP_UNION")
                        .args(1, Integer.MAX_VALUE)
                        .signature("MAP_UNION(map, …) → MAP")
                        .meaning("The entries of all maps; of a key that comes twice the last value stays")
                        .example("MAP_UNION(MAP['a', 1], MAP['a', 2])", "{a=2}")
                        .resolvedBy((function, args) -> allOf(function, args, MAP, Maps.class, "union")),
                collection("SPLIT")
                        .args(2)
                        .difference("Without a separator a character beyond 16 bits stays whole; Flink splits it")
                        .signature("SPLIT(text, separator) → ARRAY<STRING>")
                        .meaning(
                                "The pieces of the text between separators; its characters when the separator is empty")
                        .example("SPLIT('a,b', ',')", "[a, b]")
                        .resolvedBy(Signature.of(TEXT, TEXT)
                                .answers(new ArrayType(STRING.nullable()), Arrays.class, "split")),
                collection("STR_TO_MAP")
                        .args(1, 3)
                        .signature("STR_TO_MAP(text [, between entries, between key and value]) → MAP<STRING, STRING>")
                        .meaning("The entries that the text spells, parted by , and = unless said")
                        .difference("What parts is taken as it stands; Flink takes a regular expression")
                        .example("STR_TO_MAP('a=1,b=2')", "{a=1, b=2}")
                        .resolvedBy((function, args) -> args.size() == 2
                                ? Resolution.rejected("STR_TO_MAP takes 1 or 3 arguments, not 2")
                                : Signature.of(TEXT, TEXT, TEXT)
                                        .answers(
                                                new MapType(STRING.nullable(), STRING.nullable()), Maps.class, "ofText")
                                        .typedNullable()
                                        .resolve(function, args)));
    }

    static ScalarFunction.Builder collection(String name) {
        return ScalarFunction.named(name, Category.COLLECTION);
    }

    /** Flink has no order of BOOLEAN and intervals within arrays, though it has one outside. */
    static boolean hasOrder(SqlType type) {
        return ComparisonTypes.isOrdered(type) && type != ScalarType.BOOLEAN && !(type instanceof IntervalType);
    }

    private static boolean isMap(List<Expr> args) {
        return args.getFirst().type().type() instanceof MapType;
    }

    static DataType element(Expr array) {
        return ((ArrayType) array.type().type()).element();
    }

    private static ScalarFunction sameArray(String name, String meaning, String value, String method) {
        return collection(name)
                .signature(name + "(array) → ARRAY")
                .meaning(meaning)
                .difference(
                        method.equals("distinct")
                                ? "NaN equals itself, and so does an array or map with NULL in it; Flink says FALSE"
                                : "")
                .example(name + "(ARRAY[1, 2, 1])", value)
                .resolvedBy(Signature.of(ARRAY).answers(Signature::ofFirst, Arrays.class, method));
    }

    private static ScalarFunction mapPart(
            String name, String meaning, String value, String method, Function<MapType, SqlType> result) {
        return collection(name)
                .signature(name + "(map) → ARRAY")
                .meaning(meaning + " of the map")
                .example(name + "(MAP['a', 1, 'b', 2])", value)
                .resolvedBy(Signature.of(MAP)
                        .answers(args -> result.apply((MapType) Signature.ofFirst(args)), Maps.class, method));
    }

    private static ScalarFunction ofTwo(String name, String meaning, String value, String method) {
        return collection(name)
                .args(2)
                .signature(name + "(array, array) → ARRAY")
                .meaning(meaning)
                .example(name + "(ARRAY[1, 2], ARRAY[2, 3])", value)
                .resolvedBy((function, args) -> onCommon(function, args, ARRAY, type -> {
                    List<Operand> operands =
                            List.of(new Operand.Argument(0, Carrier.OBJECT), new Operand.Argument(1, Carrier.OBJECT));
                    return new Kernel(Arrays.class, method, operands, Carrier.OBJECT, false);
                }));
    }

    private static Resolution allOf(
            ScalarFunction function, List<Expr> args, Parameter parameter, Class<?> owner, String method) {
        boolean nullable = Types.anyNullable(args);
        return onCommon(function, args, parameter, _ -> {
            List<Operand.Argument> arguments = new ArrayList<>();
            for (int i = 0; i < args.size(); i++) {
                arguments.add(new Operand.Argument(i, Carrier.OBJECT));
            }
            return new Kernel(owner, method, List.of(new Operand.Boxed(arguments)), Carrier.OBJECT, nullable);
        });
    }

    /** All arguments as one type, which is the result's. */
    private static Resolution onCommon(
            ScalarFunction function, List<Expr> args, Parameter parameter, Function<DataType, Kernel> kernel) {
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            if (Literal.isUntypedNull(args.get(i))
                    || !parameter.accepts().test(args.get(i).type().type())) {
                return Rejections.argument(function, args, i, parameter.wanted());
            }
            types.add(args.get(i).type());
        }
        Optional<DataType> common = CommonType.of(types, CommonType.Rule.COALESCE);
        if (common.isEmpty()) {
            return Resolution.rejected(
                    function.name() + " does not mix " + Types.list(args) + "; CAST them to one type");
        }
        DataType type = common.get();
        List<DataType> parameters = Collections.nCopies(args.size(), type.withNullable(true));
        return Resolution.of(
                new Call(function, args, parameters, type.withNullable(Types.anyNullable(args)), kernel.apply(type)));
    }

    /** An array and an element of it: both as the array of the type that holds them. */
    private static Resolution withElement(
            ScalarFunction function,
            List<Expr> args,
            String method,
            Function<SqlType, SqlType> result,
            boolean nullForNull) {
        if (!(args.getFirst().type().type() instanceof ArrayType array)) {
            return Rejections.argument(function, args, 0, "an ARRAY");
        }
        Optional<DataType> common = Literal.isUntypedNull(args.get(1))
                ? Optional.empty()
                : CommonType.of(List.of(array.element(), args.get(1).type()), CommonType.Rule.COALESCE);
        boolean fits = common.filter(
                        type -> type.type().equals(array.element().type()) || Types.isCharacter(type.type()))
                .isPresent();
        if (!fits) {
            return Rejections.argument(function, args, 1, "an element of the " + array);
        }
        boolean adds = method.equals("append") || method.equals("prepend");
        DataType element = common.get()
                .withNullable(array.element().isNullable()
                        || adds && args.get(1).type().isNullable());
        DataType read = new DataType(new ArrayType(element), true);
        SqlType answer = result.apply(read.type());
        boolean nullable = args.getFirst().type().isNullable()
                || (adds || nullForNull)
                        && (args.get(1).type().isNullable()
                                || !args.get(1)
                                        .type()
                                        .type()
                                        .equals(array.element().type()));
        List<Operand> operands = List.of(
                new Operand.Argument(0, Carrier.OBJECT),
                new Operand.Boxed(List.of(Operand.Argument.of(1, element.type()))));
        Kernel kernel = new Kernel(Arrays.class, method, operands, Carrier.of(answer), nullForNull && nullable);
        return Resolution.of(new Call(
                function, args, List.of(read, element.withNullable(true)), new DataType(answer, nullable), kernel));
    }
}
