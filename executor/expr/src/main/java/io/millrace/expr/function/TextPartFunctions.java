package io.millrace.expr.function;

import static io.millrace.expr.function.Signature.BIGINT;
import static io.millrace.expr.function.Signature.INT;
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
import io.millrace.expr.kernel.CharacterTests;
import io.millrace.expr.kernel.TextParts;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Functions that cut, pad, repeat and split texts. */
final class TextPartFunctions {

    private static final String PAIRS = "Lengths count characters; Flink counts one beyond 16 bits as two";

    private TextPartFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                text("LEFT")
                        .args(2)
                        .signature("LEFT(text, INT) → VARCHAR as long as the text")
                        .meaning("The first so many characters; none when the number is not positive")
                        .example("LEFT('hello', 2)", "he")
                        .resolvedBy(Signature.of(TEXT, INT)
                                .answers(Signature::likeFirst, TextParts.class, "left")
                                .typedNullable()),
                text("RIGHT")
                        .args(2)
                        .signature("RIGHT(text, INT) → VARCHAR as long as the text")
                        .meaning("The last so many characters; none when the number is not positive")
                        .example("RIGHT('hello', 2)", "lo")
                        .resolvedBy(Signature.of(TEXT, INT)
                                .answers(Signature::likeFirst, TextParts.class, "right")
                                .typedNullable()),
                padding("LPAD", "start", "**a"),
                padding("RPAD", "end", "a**"),
                text("REPEAT")
                        .args(2)
                        .signature("REPEAT(text, INT) → STRING")
                        .meaning("The text so many times in a row; empty when the number is not positive. More than 16"
                                + " MiB is a row error")
                        .example("REPEAT('ab', 3)", "ababab")
                        .resolvedBy(Signature.of(TEXT, INT).answers(STRING, TextParts.class, "repeat")),
                text("REVERSE")
                        .signature("REVERSE(text) → STRING")
                        .meaning("The characters from the last to the first")
                        .example("REVERSE('añb')", "bña")
                        .resolvedBy(Signature.of(TEXT)
                                .answers(STRING, TextParts.class, "reverse")
                                .typedNullable()),
                text("INITCAP")
                        .signature("INITCAP(text) → the type of the text")
                        .meaning("Each word with a capital first letter and small ones behind it; words are letters and"
                                + " digits of ASCII")
                        .example("INITCAP('hello wORLD-2x')", "Hello World-2x")
                        .resolvedBy(Signature.of(TEXT).answers(Signature::ofFirst, TextParts.class, "initcap")),
                text("ASCII")
                        .signature("ASCII(text) → INT")
                        .meaning(
                                "The number of the first character, 0 for an empty text; of one beyond ASCII, its first"
                                        + " byte, which is negative")
                        .example("ASCII('abc')", "97")
                        .resolvedBy(Signature.of(TEXT).answers(ScalarType.INT, TextParts.class, "ascii")),
                text("CHR")
                        .signature("CHR(integer) → STRING")
                        .meaning("The character with the number that the lowest eight bits are; nothing for a negative"
                                + " number")
                        .example("CHR(97)", "a")
                        .resolvedBy(Signature.of(BIGINT)
                                .answers(STRING, TextParts.class, "chr")
                                .typedNullable()),
                text("INSTR")
                        .args(2)
                        .signature("INSTR(text, wanted) → INT")
                        .meaning("Where the second text begins within the first, counted from 1; 0 when nowhere")
                        .example("INSTR('hello', 'l')", "3")
                        .resolvedBy(Signature.of(TEXT, TEXT).answers(ScalarType.INT, TextParts.class, "instr")),
                text("OVERLAY")
                        .args(3, 4)
                        .syntax(3, new Syntax.Template("OVERLAY({0} PLACING {1} FROM {2})", Syntax.PRIMARY))
                        .syntax(4, new Syntax.Template("OVERLAY({0} PLACING {1} FROM {2} FOR {3})", Syntax.PRIMARY))
                        .signature("OVERLAY(text PLACING text FROM position [FOR length]) → VARCHAR as long as both")
                        .meaning("The text with the second in place of so many characters, as many as it has unless the"
                                + " number is given; unchanged when the position is outside")
                        .difference(PAIRS + ". A length beyond the text drops the rest; Flink wraps around or fails")
                        .example("OVERLAY('xxxxxtest' PLACING 'xxxx' FROM 6)", "xxxxxxxxx")
                        .example("OVERLAY('abcdef' PLACING 'X' FROM 2 FOR 3)", "aXef")
                        .resolvedBy(Signature.of(TEXT, TEXT, BIGINT, BIGINT)
                                .answers(TextPartFunctions::joined, TextParts.class, "overlay")),
                text("TRANSLATE")
                        .args(3)
                        .signature("TRANSLATE(text, from, to) → STRING")
                        .nulls("NULL when the text is NULL; a NULL from or to counts as empty")
                        .meaning(
                                "Each character that is in the second text replaced by the one at the same place in the"
                                        + " third, or dropped when there is none")
                        .example("TRANSLATE('www.x.com', 'wx.', 'hy')", "hhhycom")
                        .resolvedBy(TextPartFunctions::translate),
                text("CONCAT_WS")
                        .args(2, Integer.MAX_VALUE)
                        .signature("CONCAT_WS(separator, text, …) → STRING")
                        .nulls("NULL when the separator is NULL; NULL texts are left out")
                        .meaning("The texts that are not NULL joined with the separator between them")
                        .example("CONCAT_WS('-', 'a', CAST(NULL AS STRING), 'c')", "a-c")
                        .resolvedBy(TextPartFunctions::concatWs),
                text("ELT")
                        .args(2, Integer.MAX_VALUE)
                        .signature("ELT(index, text, …) → the type all texts fit")
                        .nulls("NULL when the index or the text at this place is NULL")
                        .meaning("The text at this place, counted from 1; NULL when there is none")
                        .example("ELT(2, 'a', 'b')", "b")
                        .example("ELT(3, 'a', 'b')", "NULL")
                        .resolvedBy(TextPartFunctions::elt),
                text("SPLIT_INDEX")
                        .args(3)
                        .signature("SPLIT_INDEX(text, separator, INT) → STRING")
                        .meaning(
                                "One piece of the text cut at each separator, counted from 0; NULL when there are not so"
                                        + " many. The separator is a text or the number of a character")
                        .example("SPLIT_INDEX('a,b,c', ',', 1)", "b")
                        .example("SPLIT_INDEX('a,b,c', 44, 5)", "NULL")
                        .resolvedBy((function, args) -> (Types.isCharacter(
                                                args.get(1).type().type())
                                        ? Signature.of(TEXT, TEXT, INT)
                                        : Signature.of(TEXT, INT, INT))
                                .answers(STRING, TextParts.class, "splitIndex")
                                .orNull()
                                .resolve(function, args)),
                text("STARTSWITH")
                        .args(2)
                        .signature("STARTSWITH(text, start) → BOOLEAN, also for bytes")
                        .meaning("Whether the first begins with the second")
                        .example("STARTSWITH('hello', 'he')", "TRUE")
                        .resolvedBy((function, args) -> ends(function, args, "startsWith")),
                text("ENDSWITH")
                        .args(2)
                        .signature("ENDSWITH(text, end) → BOOLEAN, also for bytes")
                        .meaning("Whether the first ends with the second")
                        .example("ENDSWITH('hello', 'lo')", "TRUE")
                        .resolvedBy((function, args) -> ends(function, args, "endsWith")),
                test("IS_ALPHA", "Whether the text has letters only", "IS_ALPHA('abc')", "isAlpha"),
                test("IS_DIGIT", "Whether the text has digits only", "IS_DIGIT('123')", "isDigit"),
                test(
                        "IS_DECIMAL",
                        "Whether the text can be read as a DOUBLE, spaces around it left out",
                        "IS_DECIMAL('-1.5')",
                        "isDecimal"));
    }

    private static ScalarFunction.Builder text(String name) {
        return ScalarFunction.named(name, Category.TEXT);
    }

    private static ScalarFunction padding(String name, String side, String value) {
        return text(name)
                .args(3)
                .signature(name + "(text, length, pad) → STRING")
                .meaning("The text filled up at its " + side + " to so many characters, or cut to them; NULL when the"
                        + " length is negative or the pad empty. More than 16 MiB is a row error")
                .difference(PAIRS)
                .example(name + "('a', 3, '*')", value)
                .resolvedBy(Signature.of(TEXT, INT, TEXT)
                        .answers(STRING, TextParts.class, name.equals("LPAD") ? "lpad" : "rpad")
                        .orNull());
    }

    private static ScalarFunction test(String name, String meaning, String example, String method) {
        return text(name)
                .signature(name + "(text) → BOOLEAN")
                .nulls("FALSE for NULL")
                .meaning(meaning + "; FALSE for an empty one")
                .difference("Takes texts alone; Flink takes values of any type")
                .example(example, "TRUE")
                .example(name + "('')", "FALSE")
                .resolvedBy((function, args) -> {
                    if (!Types.isCharacter(args.getFirst().type().type())) {
                        return Rejections.argument(function, args, 0, "a text");
                    }
                    Kernel kernel = Kernel.of(CharacterTests.class, method, Carrier.BOOLEAN, boxed(args, 0));
                    return Resolution.of(new Call(function, args, types(args), ScalarType.BOOLEAN.notNull(), kernel));
                });
    }

    private static Resolution ends(ScalarFunction function, List<Expr> args, String method) {
        boolean bytes = Types.isBinary(args.getFirst().type().type());
        return (bytes ? Signature.of(Signature.BYTES, Signature.BYTES) : Signature.of(TEXT, TEXT))
                .answers(ScalarType.BOOLEAN, TextParts.class, method)
                .resolve(function, args);
    }

    private static Resolution concatWs(ScalarFunction function, List<Expr> args) {
        for (int i = 0; i < args.size(); i++) {
            if (!Types.isCharacter(args.get(i).type().type()) || Literal.isUntypedNull(args.get(i))) {
                return Rejections.argument(function, args, i, "a text");
            }
        }
        Kernel kernel = Kernel.of(
                TextParts.class, "concatWs", Carrier.UTF8, new Operand.Argument(0, Carrier.UTF8), boxed(args, 1));
        return Resolution.of(
                new Call(function, args, types(args), new DataType(STRING, Types.anyNullable(args)), kernel));
    }

    private static Resolution translate(ScalarFunction function, List<Expr> args) {
        for (int i = 0; i < args.size(); i++) {
            if (!Types.isCharacter(args.get(i).type().type()) || Literal.isUntypedNull(args.get(i))) {
                return Rejections.argument(function, args, i, "a text");
            }
        }
        Kernel kernel = Kernel.of(
                TextParts.class, "translate", Carrier.UTF8, new Operand.Argument(0, Carrier.UTF8), boxed(args, 1));
        boolean nullable = args.getFirst().type().isNullable();
        return Resolution.of(new Call(function, args, types(args), new DataType(STRING, nullable), kernel));
    }

    private static Resolution elt(ScalarFunction function, List<Expr> args) {
        if (!Types.isInteger(args.getFirst().type().type())) {
            return Rejections.argument(function, args, 0, "an integer");
        }
        for (int i = 1; i < args.size(); i++) {
            if (!Types.isCharacter(args.get(i).type().type()) || Literal.isUntypedNull(args.get(i))) {
                return Rejections.argument(function, args, i, "a text");
            }
        }
        List<DataType> texts = types(args).subList(1, args.size());
        DataType common = CommonType.of(texts, CommonType.Rule.COALESCE).orElseThrow();
        List<DataType> parameters = new ArrayList<>(Collections.nCopies(args.size(), common.withNullable(true)));
        parameters.set(0, ScalarType.BIGINT.nullable());
        Kernel kernel = Kernel.nullable(
                TextParts.class, "elt", Carrier.UTF8, new Operand.Argument(0, Carrier.LONG), boxed(args, 1));
        return Resolution.of(new Call(function, args, parameters, common.withNullable(true), kernel));
    }

    /** Room for both texts. */
    private static SqlType joined(List<Expr> args) {
        long length = (long) ((CharacterType) args.get(0).type().type()).length()
                + ((CharacterType) args.get(1).type().type()).length();
        return new CharacterType((int) Math.min(length, CharacterType.UNBOUNDED), false);
    }

    private static Operand boxed(List<Expr> args, int from) {
        List<Operand.Argument> operands = new ArrayList<>();
        for (int i = from; i < args.size(); i++) {
            operands.add(Operand.Argument.of(i, args.get(i).type().type()));
        }
        return new Operand.Boxed(operands);
    }

    private static List<DataType> types(List<Expr> args) {
        List<DataType> types = new ArrayList<>();
        args.forEach(arg -> types.add(arg.type()));
        return types;
    }
}
