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
import io.millrace.expr.Syntax;
import io.millrace.expr.kernel.JsonPath;
import io.millrace.expr.kernel.Jsons;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.ScalarType;
import java.util.List;

/** Functions on JSON within texts. */
final class JsonFunctions {

    private static final String PATHS = "A path names one value, by $, .name, ['name'] and [index]: no *, no .. and no"
            + " filters. The JSON is a text; Flink takes any type and finds nothing in it. A literal path that is wrong is a problem at check. There are no ON EMPTY, ON ERROR, RETURNING and"
            + " WRAPPER: the answer is NULL, or FALSE, and COALESCE and CAST do the rest";

    private JsonFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                json("JSON_VALUE")
                        .args(2)
                        .signature("JSON_VALUE(json, path) → STRING")
                        .meaning(
                                "The text, number or truth at the path; NULL when there is none, it is an array or object,"
                                        + " or the text is no JSON")
                        .difference(PATHS)
                        .example("JSON_VALUE('{\"a\": {\"b\": [1, 2]}}', '$.a.b[1]')", "2")
                        .example("JSON_VALUE('{\"a\": true}', 'lax $.b')", "NULL")
                        .resolvedBy(onPath(Signature.of(TEXT, TEXT)
                                .answers(STRING, Jsons.class, "value")
                                .orNull())),
                json("JSON_QUERY")
                        .args(2)
                        .signature("JSON_QUERY(json, path) → STRING")
                        .meaning(
                                "The array or object at the path, as JSON without spaces; NULL when there is none or the"
                                        + " text is no JSON")
                        .difference(PATHS + ". Fields keep their order; Flink sorts them by name")
                        .example("JSON_QUERY('{\"a\": {\"b\": [1, 2]}}', '$.a')", "{\"b\":[1,2]}")
                        .example("JSON_QUERY('{\"a\": 1}', '$.a')", "NULL")
                        .resolvedBy(onPath(Signature.of(TEXT, TEXT)
                                .answers(STRING, Jsons.class, "query")
                                .orNull())),
                json("JSON_EXISTS")
                        .args(2)
                        .signature("JSON_EXISTS(json, path) → BOOLEAN")
                        .meaning(
                                "Whether the JSON has a value other than null at the path; FALSE when the text is no JSON")
                        .difference(PATHS)
                        .example("JSON_EXISTS('{\"a\": 1}', '$.a')", "TRUE")
                        .example("JSON_EXISTS('{\"a\": 1}', '$.b')", "FALSE")
                        .resolvedBy(onPath(Signature.of(TEXT, TEXT)
                                .answers(ScalarType.BOOLEAN, Jsons.class, "exists")
                                .typedNullable())),
                test("VALUE", "is JSON", "'[1]' IS JSON VALUE", "isValue"),
                test("OBJECT", "is a JSON object", "'{\"a\": 1}' IS JSON OBJECT", "isObject"),
                test("ARRAY", "is a JSON array", "'[1]' IS JSON ARRAY", "isArray"),
                test("SCALAR", "is a JSON text, number, truth or null", "'1' IS JSON SCALAR", "isScalar"));
    }

    private static ScalarFunction.Builder json(String name) {
        return ScalarFunction.named(name, Category.JSON);
    }

    private static Signature onPath(Signature signature) {
        return signature.with(Jsons.Workspace.class).checking(1, JsonPath::compile);
    }

    private static ScalarFunction test(String kind, String meaning, String example, String method) {
        return json("IS JSON " + kind)
                .syntax(1, new Syntax.Template("{0} IS JSON " + kind, Syntax.IS))
                .signature("text IS [NOT] JSON " + kind)
                .nulls("FALSE for NULL")
                .meaning("Whether the text " + meaning)
                .example(example, "TRUE")
                .resolvedBy((function, args) -> {
                    Expr text = args.getFirst();
                    if (!Types.isCharacter(text.type().type()) || Literal.isUntypedNull(text)) {
                        return Rejections.argument(function, args, 0, "a text");
                    }
                    Operand boxed = new Operand.Boxed(List.of(new Operand.Argument(0, Carrier.UTF8)));
                    Kernel kernel = Kernel.of(Jsons.class, method, Carrier.BOOLEAN, boxed);
                    return Resolution.of(
                            new Call(function, args, List.of(text.type()), ScalarType.BOOLEAN.notNull(), kernel));
                });
    }
}
