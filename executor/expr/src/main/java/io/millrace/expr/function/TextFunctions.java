package io.millrace.expr.function;

import static io.millrace.expr.value.Carrier.BOOLEAN;
import static io.millrace.expr.value.Carrier.INT;
import static io.millrace.expr.value.Carrier.UTF8;

import io.millrace.expr.Call;
import io.millrace.expr.Category;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.ObjectConstant;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.Syntax;
import io.millrace.expr.kernel.LikePattern;
import io.millrace.expr.kernel.Likes;
import io.millrace.expr.kernel.Texts;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions on text. */
final class TextFunctions {

    private static final DataType TEXT = CharacterType.STRING.nullable();

    private TextFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                text("||")
                        .args(2)
                        .syntax(2, new Syntax.Infix(Syntax.PRODUCT))
                        .signature("text || text")
                        .meaning("Both texts joined")
                        .example("'a' || 'bc'", "abc")
                        .example("'a' || CAST(NULL AS STRING)", "NULL")
                        .resolvedBy(TextFunctions::join),
                CONCAT,
                text("UPPER")
                        .signature("UPPER(text)")
                        .meaning("The text in capital letters")
                        .example("UPPER('straße')", "STRASSE")
                        .resolvedBy((function, args) -> sameType(function, args, "upper")),
                text("LOWER")
                        .signature("LOWER(text)")
                        .meaning("The text in small letters")
                        .example("LOWER('ÀB')", "àb")
                        .resolvedBy((function, args) -> sameType(function, args, "lower")),
                text("TRIM")
                        .args(1, 3)
                        .syntax(3, new Syntax.Template("TRIM({word:0} {1} FROM {2})", Syntax.PRIMARY))
                        .signature("TRIM([BOTH | LEADING | TRAILING] [characters FROM] text)")
                        .meaning("The text without these characters at its ends; without spaces unless they are given")
                        .example("TRIM('  a b ')", "a b")
                        .example("TRIM(LEADING 'xy' FROM 'yxay')", "ay")
                        .resolvedBy(TextFunctions::trim),
                text("LTRIM")
                        .args(1, 2)
                        .signature("LTRIM(text [, characters])")
                        .meaning("The text without these characters, or spaces, at its start")
                        .example("LTRIM('  a ')", "a ")
                        .example("LTRIM('xya', 'xy')", "a")
                        .resolvedBy((function, args) -> trimSide(function, args, "trimLeading")),
                text("RTRIM")
                        .args(1, 2)
                        .signature("RTRIM(text [, characters])")
                        .meaning("The text without these characters, or spaces, at its end")
                        .example("RTRIM(' a  ')", " a")
                        .resolvedBy((function, args) -> trimSide(function, args, "trimTrailing")),
                text("SUBSTRING")
                        .alias("SUBSTR")
                        .args(2, 3)
                        .signature("SUBSTRING(text FROM position [FOR length]) or SUBSTRING(text, position [, length])")
                        .meaning("The characters from a position, counted from 1 or, when negative, from the end")
                        .example("SUBSTRING('hello' FROM 2 FOR 3)", "ell")
                        .example("SUBSTR('hello', -3)", "llo")
                        .example("SUBSTRING('hello', 2, -1)", "NULL")
                        .resolvedBy(TextFunctions::substring),
                text("POSITION")
                        .alias("LOCATE")
                        .args(2, 3)
                        .syntax(2, search("POSITION({0} IN {1})"))
                        .syntax(3, search("POSITION({0} IN {1} FROM {2})"))
                        .signature("POSITION(text IN text [FROM position]) or LOCATE(text, text [, position])")
                        .meaning("Where the first text begins within the second, counted from 1; 0 when nowhere")
                        .difference("A position before the first is the first, however small")
                        .example("POSITION('l' IN 'hello')", "3")
                        .example("POSITION('x' IN 'hello')", "0")
                        .example("LOCATE('l' || 'o', 'hello')", "4")
                        .resolvedBy(TextFunctions::position),
                text("CHAR_LENGTH")
                        .alias("CHARACTER_LENGTH")
                        .signature("CHAR_LENGTH(text)")
                        .meaning("How many characters the text has")
                        .example("CHAR_LENGTH('héé')", "3")
                        .resolvedBy((function, args) -> onTexts(
                                function,
                                args,
                                ScalarType.INT.nullable(),
                                Kernel.of(Texts.class, "charLength", INT, new Argument(0, UTF8)))),
                text("REPLACE")
                        .args(3)
                        .signature("REPLACE(text, wanted, replacement)")
                        .meaning("The text with every occurrence of the second replaced by the third")
                        .difference("An empty text occurs around every character; Flink finds it within some, too")
                        .example("REPLACE('banana', 'an', 'o')", "booa")
                        .resolvedBy((function, args) -> onTexts(function, args, TEXT, texts("replace", 3))),
                LIKE);
    }

    private static final ScalarFunction CONCAT = text("CONCAT")
            .args(1, Integer.MAX_VALUE)
            .signature("CONCAT(text, …)")
            .meaning("All texts joined; NULL when one is NULL")
            .example("CONCAT('a', 'b', 'c')", "abc")
            .resolvedBy(TextFunctions::concat);

    private static final ScalarFunction LIKE = ScalarFunction.named("LIKE", Category.TEXT)
            .args(2, 3)
            .syntax(2, new Syntax.Template("{0} LIKE {1}", Syntax.BETWEEN_IN_LIKE))
            .syntax(3, new Syntax.Template("{0} LIKE {1} ESCAPE {2}", Syntax.BETWEEN_IN_LIKE))
            .signature("text [NOT] LIKE pattern [ESCAPE character]")
            .meaning("Whether the whole text fits the pattern, where % stands for any characters and _ for one")
            .difference("A pattern that is wrong is a problem at check, or a row error when it comes with the row")
            .example("'hello' LIKE 'h%o'", "TRUE")
            .example("'hello' LIKE 'h_o'", "FALSE")
            .example("'50%' LIKE '50!%' ESCAPE '!'", "TRUE")
            .resolvedBy(TextFunctions::like);

    private static ScalarFunction.Builder text(String name) {
        return ScalarFunction.named(name, Category.TEXT);
    }

    /** A kernel of so many texts that answers a text. */
    private static Kernel texts(String method, int args) {
        return new Kernel(Texts.class, method, arguments(args), UTF8, false);
    }

    private static List<Operand> arguments(int count) {
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operands.add(new Argument(i, UTF8));
        }
        return operands;
    }

    /** The first argument from {@code from} to {@code to} that is not text. */
    private static Optional<Resolution> notText(ScalarFunction function, List<Expr> args, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Types.isCharacter(args.get(i).type().type()) || Literal.isUntypedNull(args.get(i))) {
                return Optional.of(Rejections.argument(function, args, i, "a text"));
            }
        }
        return Optional.empty();
    }

    private static Resolution onTexts(ScalarFunction function, List<Expr> args, DataType result, Kernel kernel) {
        return notText(function, args, 0, args.size())
                .orElseGet(() -> Resolution.of(call(function, args, result, kernel)));
    }

    /** A call on texts, taken as they are; nullable when an argument is or the result says so. */
    private static Call call(ScalarFunction function, List<Expr> args, DataType result, Kernel kernel) {
        List<DataType> parameters = args.stream().map(Expr::type).toList();
        return new Call(function, args, parameters, result.withNullable(Types.anyNullable(args)), kernel);
    }

    private static Resolution sameType(ScalarFunction function, List<Expr> args, String method) {
        return onTexts(function, args, args.getFirst().type(), texts(method, 1));
    }

    /** The lengths added, without limit when one has none or the sum has no room. */
    private static Resolution join(ScalarFunction function, List<Expr> args) {
        return notText(function, args, 0, 2).orElseGet(() -> {
            CharacterType a = (CharacterType) args.get(0).type().type();
            CharacterType b = (CharacterType) args.get(1).type().type();
            long length = (long) a.length() + b.length();
            boolean fixed = a.fixed() && b.fixed() && length < CharacterType.UNBOUNDED;
            SqlType type = new CharacterType((int) Math.min(length, CharacterType.UNBOUNDED), fixed);
            return Resolution.of(call(function, args, type.nullable(), texts("concat", 2)));
        });
    }

    /** Kernels join a few texts at once; longer lists are joined in groups. */
    private static Resolution concat(ScalarFunction function, List<Expr> args) {
        Optional<Resolution> wrong = notText(function, args, 0, args.size());
        if (wrong.isPresent()) {
            return wrong.get();
        }
        if (args.size() <= Texts.MAX_CONCAT) {
            return Resolution.of(call(function, args, TEXT, texts("concat", args.size())));
        }
        List<Expr> grouped = new ArrayList<>();
        grouped.add(call(function, args.subList(0, Texts.MAX_CONCAT), TEXT, texts("concat", Texts.MAX_CONCAT)));
        grouped.addAll(args.subList(Texts.MAX_CONCAT, args.size()));
        return concat(function, grouped);
    }

    /** {@code TRIM(text)} means {@code TRIM(BOTH ' ' FROM text)} and becomes it. */
    private static Resolution trim(ScalarFunction function, List<Expr> args) {
        if (args.size() < 3) {
            Expr side = args.size() == 2 ? args.getFirst() : Literal.of("BOTH");
            return function.resolve(List.of(side, Literal.of(" "), args.getLast()));
        }
        Optional<String> method = Keywords.text(args.getFirst()).map(side -> switch (side) {
            case "BOTH" -> "trim";
            case "LEADING" -> "trimLeading";
            case "TRAILING" -> "trimTrailing";
            default -> "";
        });
        if (method.filter(name -> !name.isEmpty()).isEmpty()) {
            return Rejections.argument(function, args, 0, "BOTH, LEADING or TRAILING");
        }
        return notText(function, args, 1, 3)
                .orElseGet(() -> Resolution.of(trimCall(function, args, method.get(), 2, 1)));
    }

    private static Resolution trimSide(ScalarFunction function, List<Expr> args, String method) {
        return notText(function, args, 0, args.size())
                .orElseGet(() -> Resolution.of(trimCall(function, args, method, 0, 1)));
    }

    private static Call trimCall(ScalarFunction function, List<Expr> args, String method, int text, int characters) {
        Argument subject = new Argument(text, UTF8);
        boolean spaces = args.size() <= characters
                || Keywords.text(args.get(characters)).filter(" "::equals).isPresent();
        Kernel kernel = spaces
                ? Kernel.of(Texts.class, method, UTF8, subject)
                : Kernel.of(Texts.class, method, UTF8, subject, new Argument(characters, UTF8));
        int length = ((CharacterType) args.get(text).type().type()).length();
        return call(function, args, new CharacterType(length, false).nullable(), kernel);
    }

    private static Resolution substring(ScalarFunction function, List<Expr> args) {
        Optional<Resolution> wrong = notText(function, args, 0, 1).or(() -> notSmallInteger(function, args, 1));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Argument text = new Argument(0, UTF8);
        Argument position = new Argument(1, INT);
        Kernel kernel = args.size() == 2
                ? Kernel.of(Texts.class, "substring", UTF8, text, position)
                : Kernel.nullable(Texts.class, "substring", UTF8, text, position, new Argument(2, INT));
        CharacterType type = (CharacterType) args.getFirst().type().type();
        List<DataType> parameters = args.stream().map(Expr::type).toList();
        return Resolution.of(
                new Call(function, args, parameters, new CharacterType(type.length(), false).nullable(), kernel));
    }

    /** The first argument from {@code from} on that is neither TINYINT, SMALLINT nor INT. */
    private static Optional<Resolution> notSmallInteger(ScalarFunction function, List<Expr> args, int from) {
        for (int i = from; i < args.size(); i++) {
            SqlType type = args.get(i).type().type();
            if (!Types.isInteger(type) || type == ScalarType.BIGINT) {
                return Optional.of(Rejections.argument(function, args, i, "an INT"));
            }
        }
        return Optional.empty();
    }

    private static Syntax search(String template) {
        return new Syntax.PrimaryFirst(new Syntax.Template(template, Syntax.PRIMARY), "LOCATE");
    }

    private static Resolution position(ScalarFunction function, List<Expr> args) {
        List<Operand> operands = new ArrayList<>(arguments(2));
        if (args.size() == 3) {
            operands.add(new Argument(2, INT));
        }
        Kernel kernel = new Kernel(Texts.class, "position", operands, INT, false);
        return notText(function, args, 0, 2)
                .or(() -> notSmallInteger(function, args, 2))
                .orElseGet(() -> Resolution.of(call(function, args, ScalarType.INT.nullable(), kernel)));
    }

    private static Resolution like(ScalarFunction function, List<Expr> args) {
        Optional<Resolution> wrong = notText(function, args, 0, args.size());
        if (wrong.isPresent()) {
            return wrong.get();
        }
        DataType result = ScalarType.BOOLEAN.nullable();
        boolean fixedEscape = args.size() == 2 || args.get(2) instanceof Literal(Utf8 _, var _);
        if (!(args.get(1) instanceof Literal(Utf8 pattern, var _)) || !fixedEscape) {
            Kernel kernel = new Kernel(Likes.class, "like", arguments(args.size()), BOOLEAN, false);
            return Resolution.of(call(function, args, result, kernel));
        }
        Utf8 escape = args.size() == 2
                ? new Utf8()
                : Utf8.of(Keywords.text(args.get(2)).orElse(""));
        try {
            ObjectConstant compiled = new ObjectConstant(LikePattern.compile(pattern, escape));
            Kernel kernel = Kernel.of(Likes.class, "like", BOOLEAN, new Argument(0, UTF8), compiled);
            return Resolution.of(call(function, args, result, kernel));
        } catch (RowError error) {
            return Resolution.rejected(
                    args.size() - 1,
                    "The ESCAPE of LIKE must be one character, and stand before %, _ or itself in the pattern");
        }
    }
}
