package io.millrace.expr;

import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.IntervalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the SQL of examples and of the printer into trees, so that this module can test both without the planner's
 * parser. Strict about what it knows and unforgiving about the rest; precedences are those of {@link Syntax}.
 */
public final class SqlText {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(\\$\\{\\w+})|(\\d+\\.?\\d*(?:[eE][+-]?\\d+)?|\\.\\d+)"
            + "|([xX]?'(?:[^']|'')*')|(`(?:[^`]|``)*`)|(\\w+)|(<>|<=|>=|!=|\\|\\||[-+*/%=<>(),\\[\\].]))");
    private static final Map<String, Integer> COMPARISONS = Map.of("=", 1, "<>", 1, "<", 1, "<=", 1, ">", 1, ">=", 1);

    private final Schema schema;
    private final List<String> tokens = new ArrayList<>();
    private int position;

    private SqlText(String text, Schema schema) {
        this.schema = schema;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.strip().length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        if (end < text.strip().length()) {
            throw new IllegalArgumentException("Cannot read: " + text.substring(end));
        }
    }

    /** The tree of a constant expression. */
    public static Expr parse(String text) {
        return parse(text, new Schema(List.of()));
    }

    /** The tree of an expression over these columns. */
    public static Expr parse(String text, Schema schema) {
        SqlText parser = new SqlText(text, schema);
        Expr expr = parser.or();
        if (parser.position < parser.tokens.size()) {
            throw new IllegalArgumentException(
                    "Left over: " + parser.tokens.subList(parser.position, parser.tokens.size()));
        }
        return expr;
    }

    private static Expr call(String name, Expr... args) {
        return FunctionRegistry.resolve(name, List.of(args)).orThrow();
    }

    private Expr or() {
        List<Expr> operands = new ArrayList<>(List.of(and()));
        while (take("OR")) {
            operands.add(and());
        }
        return operands.size() == 1 ? operands.getFirst() : call("OR", operands.toArray(Expr[]::new));
    }

    private Expr and() {
        List<Expr> operands = new ArrayList<>(List.of(not()));
        while (take("AND")) {
            operands.add(not());
        }
        return operands.size() == 1 ? operands.getFirst() : call("AND", operands.toArray(Expr[]::new));
    }

    private Expr not() {
        return take("NOT") ? call("NOT", not()) : is();
    }

    private Expr is() {
        Expr operand = comparison();
        while (at("IS")) {
            position++;
            boolean not = take("NOT");
            Expr test;
            if (take("DISTINCT")) {
                expect("FROM");
                test = call("IS DISTINCT FROM", operand, sum());
            } else if (take("JSON")) {
                test = call("IS JSON " + next().toUpperCase(Locale.ROOT), operand);
            } else {
                test = call("IS " + next().toUpperCase(Locale.ROOT), operand);
            }
            operand = not ? call("NOT", test) : test;
        }
        return operand;
    }

    private Expr comparison() {
        Expr left = range();
        if (position < tokens.size() && COMPARISONS.containsKey(tokens.get(position))) {
            return call(next(), left, range());
        }
        return left;
    }

    private Expr range() {
        Expr value = sum();
        boolean not = at("NOT")
                && position + 1 < tokens.size()
                && List.of("IN", "BETWEEN", "LIKE")
                        .contains(tokens.get(position + 1).toUpperCase(Locale.ROOT));
        position += not ? 1 : 0;
        Expr test;
        if (take("IN")) {
            expect("(");
            List<Expr> args = new ArrayList<>(List.of(value));
            args.addAll(list(")"));
            test = call("IN", args.toArray(Expr[]::new));
        } else if (take("BETWEEN")) {
            Expr low = sum();
            expect("AND");
            test = call("BETWEEN", value, low, sum());
        } else if (take("LIKE")) {
            Expr pattern = sum();
            test = take("ESCAPE") ? call("LIKE", value, pattern, sum()) : call("LIKE", value, pattern);
        } else {
            return value;
        }
        return not ? call("NOT", test) : test;
    }

    private Expr sum() {
        Expr left = product();
        while (at("+") || at("-")) {
            left = call(next(), left, product());
        }
        return left;
    }

    private Expr product() {
        Expr left = sign();
        while (at("*") || at("/") || at("%") || at("||")) {
            left = call(next(), left, sign());
        }
        return left;
    }

    private Expr sign() {
        return at("-") || at("+") ? call(next(), sign()) : primary();
    }

    private Expr primary() {
        Expr value = operand();
        while (at("[") || at(".")) {
            if (take("[")) {
                value = call("[]", value, or());
                expect("]");
            } else {
                position++;
                value = call(".", value, Literal.of(next().replace("`", "")));
            }
        }
        return value;
    }

    private Expr operand() {
        String token = next();
        char first = token.charAt(0);
        if (first == '(') {
            Expr inner = or();
            expect(")");
            return inner;
        }
        if (first == '\'') {
            return Literal.of(unquoted(token));
        }
        if ((first == 'x' || first == 'X') && token.endsWith("'")) {
            byte[] bytes = HexFormat.of().parseHex(token.substring(2, token.length() - 1));
            return new Literal(Utf8.of(bytes), new BinaryType(bytes.length, true).notNull());
        }
        if (first == '.' || Character.isDigit(first)) {
            return number(token);
        }
        if (first == '`') {
            return column(token.substring(1, token.length() - 1).replace("``", "`"));
        }
        if (first == '$') {
            return new ParameterRef(token.substring(2, token.length() - 1), ScalarType.INT.nullable());
        }
        return word(token);
    }

    private Expr word(String token) {
        return switch (token.toUpperCase(Locale.ROOT)) {
            case "NULL" -> Literal.NULL;
            case "TRUE" -> Literal.TRUE;
            case "FALSE" -> Literal.FALSE;
            case "CASE" -> choice();
            case "ARRAY", "MAP" -> {
                expect("[");
                yield call(token.toUpperCase(Locale.ROOT), list("]").toArray(Expr[]::new));
            }
            case "INTERVAL" -> interval();
            case "DATE", "TIME", "TIMESTAMP" -> time(token.toUpperCase(Locale.ROOT), unquoted(next()));
            default -> at("(") ? function(token.toUpperCase(Locale.ROOT)) : column(token);
        };
    }

    private Expr column(String name) {
        int index = schema.indexOf(name).orElseThrow(() -> new IllegalArgumentException("No column " + name));
        return new ColumnRef(index, name, schema.type(index));
    }

    private static Expr number(String token) {
        if (token.matches(".*[eE].*")) {
            return new Literal(Double.valueOf(token), ScalarType.DOUBLE.notNull());
        }
        int point = token.indexOf('.');
        BigInteger digits = new BigInteger(token.replace(".", ""));
        if (point < 0) {
            if (digits.bitLength() > 63) {
                throw new IllegalArgumentException(token + " is no BIGINT");
            }
            return digits.bitLength() < 32
                    ? Literal.of(digits.intValueExact())
                    : new Literal(digits.longValueExact(), ScalarType.BIGINT.notNull());
        }
        DecimalType type = new DecimalType(token.length() - 1, token.length() - 1 - point);
        Object value = type.isCompact() ? (Object) digits.longValueExact() : Decimal128.of(digits);
        return new Literal(value, type.notNull());
    }

    private static Expr time(String kind, String text) {
        int point = text.indexOf('.');
        int precision = point < 0 ? 0 : text.length() - point - 1;
        String type = kind.equals("DATE") ? kind : kind + "(" + precision + ")";
        return call("CAST", Literal.of(text), Literal.of(type));
    }

    private Expr interval() {
        boolean negative = take("-");
        String text = unquoted(next());
        String unit = next().toUpperCase(Locale.ROOT);
        skipPrecision();
        boolean toSecond = take("TO") && next().equalsIgnoreCase("SECOND");
        skipPrecision();
        negative ^= text.startsWith("-");
        String magnitude = text.replaceFirst("^-", "");
        long length = toSecond ? dayToSecond(magnitude) : single(magnitude, unit);
        long signed = negative ? -length : length;
        return unit.equals("MONTH") || unit.equals("YEAR")
                ? new Literal((int) signed, IntervalType.YEAR_TO_MONTH.notNull())
                : new Literal(signed, IntervalType.DAY_TO_SECOND.notNull());
    }

    private static long single(String magnitude, String unit) {
        double count = Double.parseDouble(magnitude);
        double length =
                switch (unit) {
                    case "YEAR" -> 12;
                    case "MONTH" -> 1;
                    case "DAY" -> 86_400_000;
                    case "HOUR" -> 3_600_000;
                    case "MINUTE" -> 60_000;
                    case "SECOND" -> 1_000;
                    default -> throw new IllegalArgumentException("No interval unit " + unit);
                };
        return Math.round(count * length);
    }

    private static long dayToSecond(String magnitude) {
        String[] parts = magnitude.split("[ :.]", -1);
        long millis = 0;
        int[] factors = {1, 24, 60, 60, 1_000};
        for (int i = 0; i < parts.length; i++) {
            millis = millis * factors[i] + Long.parseLong(parts[i]);
        }
        return parts.length == 5 ? millis : millis * 1_000;
    }

    private void skipPrecision() {
        if (take("(")) {
            next();
            expect(")");
        }
    }

    private Expr choice() {
        List<Expr> args = new ArrayList<>();
        while (take("WHEN")) {
            args.add(or());
            expect("THEN");
            args.add(or());
        }
        args.add(take("ELSE") ? or() : Literal.NULL);
        expect("END");
        return call("CASE", args.toArray(Expr[]::new));
    }

    private Expr function(String name) {
        expect("(");
        return switch (name) {
            case "CAST", "TRY_CAST" -> {
                Expr operand = or();
                expect("AS");
                Expr type = Literal.of(type());
                yield call(name, operand, type);
            }
            case "EXTRACT" -> {
                Expr unit = Literal.of(next());
                expect("FROM");
                yield call(name, unit, last());
            }
            case "TIMESTAMPADD", "TIMESTAMPDIFF" -> {
                List<Expr> args = new ArrayList<>(List.of(Literal.of(next())));
                expect(",");
                args.addAll(list(")"));
                yield call(name, args.toArray(Expr[]::new));
            }
            case "TRIM" -> trim();
            default -> separated(name);
        };
    }

    /** The rest of a call whose arguments stand between commas or words. */
    private Expr separated(String name) {
        if (take(")")) {
            return call(name);
        }
        List<Expr> args = new ArrayList<>(List.of(name.equals("POSITION") ? sum() : or()));
        while (!take(")")) {
            if (take("TO")) {
                args.add(Literal.of(next()));
            } else if (take(",") || take("PLACING") || take("FROM") || take("FOR") || take("IN")) {
                args.add(name.equals("POSITION") ? sum() : or());
            } else {
                throw new IllegalArgumentException("Not in " + name + ": " + next());
            }
        }
        return call(name, args.toArray(Expr[]::new));
    }

    private Expr trim() {
        List<Expr> args = new ArrayList<>();
        if (at("BOTH") || at("LEADING") || at("TRAILING")) {
            args.add(Literal.of(next()));
            args.add(at("FROM") ? Literal.of(" ") : sum());
            expect("FROM");
        }
        args.add(last());
        return call("TRIM", args.toArray(Expr[]::new));
    }

    private Expr last() {
        Expr expr = or();
        expect(")");
        return expr;
    }

    private List<Expr> list(String close) {
        List<Expr> items = new ArrayList<>();
        do {
            items.add(or());
        } while (take(","));
        expect(close);
        return items;
    }

    /** The words of a type up to the parenthesis that closes the cast. */
    private String type() {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (depth > 0 || !at(")")) {
            String token = next();
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            text.append(token).append(' ');
        }
        expect(")");
        return DataType.parse(text.toString()).toString();
    }

    private static String unquoted(String token) {
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private boolean at(String word) {
        return position < tokens.size() && tokens.get(position).equalsIgnoreCase(word);
    }

    private boolean take(String word) {
        boolean found = at(word);
        position += found ? 1 : 0;
        return found;
    }

    private void expect(String word) {
        if (!take(word)) {
            throw new IllegalArgumentException("Expected " + word + " at " + tokens.subList(position, tokens.size()));
        }
    }

    private String next() {
        return tokens.get(position++);
    }
}
