package io.millrace.plan.sql;

import io.millrace.model.problem.TextRange;
import io.millrace.plan.sql.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * An expression somewhere in a query, parsed and without a type yet. Parts are what they are by their place: two that are written
 * alike are not equal, see {@link #isSame}. Immutable.
 */
public final class Part {

    private final SqlNode node;
    private final ParsableText source;

    Part(SqlNode node, ParsableText source) {
        this.node = node;
        this.source = source;
    }

    SqlNode node() {
        return node;
    }

    ParsableText source() {
        return source;
    }

    private Part of(SqlNode other) {
        return new Part(other, source);
    }

    /** Where in the query's text it stands, in UTF-16 code units. */
    public TextRange range() {
        return TextPlaces.range(node);
    }

    /** As it is written, whatever the blanks and comments between. */
    public String text() {
        TextRange range = range();
        StringBuilder text = new StringBuilder();
        Token before = null;
        for (Token token : source.tokens()) {
            if (token.start() < range.start() || token.end() > range.end()) {
                continue;
            }
            if (before != null && !touches(before, token)) {
                text.append(' ');
            }
            text.append(token.text());
            before = token;
        }
        return text.toString();
    }

    private static boolean touches(Token before, Token token) {
        boolean opens = token.isSymbol("(") && (before.kind() == Kind.WORD || before.kind() == Kind.QUOTED);
        return before.isSymbol("(")
                || before.isSymbol(".")
                || opens
                || token.isSymbol(")")
                || token.isSymbol(",")
                || token.isSymbol(".");
    }

    /** The names between its dots, when it is a name and nothing else. */
    public Optional<List<String>> name() {
        return node instanceof SqlIdentifier name && !isParameter(name) && !name.isStar()
                ? Optional.of(TextPlaces.names(name, source))
                : Optional.empty();
    }

    /** All names of columns in it, but those inside of queries. */
    public List<Part> names() {
        return find(part -> part.name().isPresent());
    }

    private boolean isParameter(SqlIdentifier name) {
        return source.parameters().containsKey(TextPlaces.start(name));
    }

    /** A whole number that is written here. */
    public Optional<Long> wholeNumber() {
        return node instanceof SqlNumericLiteral number && number.isInteger()
                ? Optional.of(number.bigDecimalValue())
                        .filter(value -> value.precision() < 19)
                        .map(BigDecimal::longValueExact)
                : Optional.empty();
    }

    /** How long an INTERVAL of days to seconds that is written here is, in microseconds. */
    public Optional<Long> intervalMicros() {
        if (!(node instanceof SqlIntervalLiteral literal) || isYearMonth(literal)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Math.multiplyExact(Literals.intervalMillis(literal), 1_000L));
        } catch (IllegalArgumentException | ArithmeticException notInRange) {
            return Optional.empty();
        }
    }

    private static boolean isYearMonth(SqlIntervalLiteral literal) {
        return literal.getValueAs(SqlIntervalLiteral.IntervalValue.class)
                .getIntervalQualifier()
                .isYearMonth();
    }

    /** The text that is written here. */
    public Optional<String> writtenText() {
        try {
            return node instanceof SqlLiteral literal
                            && literal.getTypeName().getName().equals("CHAR")
                    ? Optional.of(TextPlaces.text(literal, source))
                    : Optional.empty();
        } catch (IllegalArgumentException notPlain) {
            return Optional.empty();
        }
    }

    /** Whether it is written as a value and depends on nothing. */
    public boolean isLiteral() {
        return node instanceof SqlLiteral;
    }

    /** The two sides of a comparison, and how they compare: {@code =}, {@code <}, {@code <=}, {@code >} or {@code >=}. */
    public Optional<Compared> compared() {
        return switch (node.getKind()) {
            case EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> {
                SqlCall call = (SqlCall) node;
                yield Optional.of(
                        new Compared(of(call.operand(0)), call.getOperator().getName(), of(call.operand(1))));
            }
            default -> Optional.empty();
        };
    }

    /** Two sides of a comparison. */
    public record Compared(Part left, String operator, Part right) {

        /** The same, seen from the other side. */
        public Compared turned() {
            String other =
                    switch (operator) {
                        case "<" -> ">";
                        case "<=" -> ">=";
                        case ">" -> "<";
                        case ">=" -> "<=";
                        default -> operator;
                    };
            return new Compared(/* left= */ right, other, /* right= */ left);
        }
    }

    /** Value, lower and upper bound of a BETWEEN that is not negated. */
    public Optional<List<Part>> between() {
        return node.getKind() == SqlKind.BETWEEN
                        && CallShape.of((SqlCall) node, source).orElse(null) instanceof CallShape.Function
                ? Optional.of(
                        ((SqlCall) node).getOperandList().stream().map(this::of).toList())
                : Optional.empty();
    }

    /** What is added to or subtracted from what. */
    public Optional<Compared> sum() {
        return node.getKind() == SqlKind.PLUS || node.getKind() == SqlKind.MINUS
                ? Optional.of(new Compared(
                        of(((SqlCall) node).operand(0)),
                        node.getKind() == SqlKind.PLUS ? "+" : "-",
                        of(((SqlCall) node).operand(1))))
                : Optional.empty();
    }

    /** The outermost aggregates in it, but those with an OVER. */
    public List<Aggregated> aggregates() {
        return find(part -> Aggregated.isOne(part.node)).stream()
                .map(Aggregated::of)
                .toList();
    }

    /** The outermost calls with an OVER in it. */
    public List<Part> overs() {
        return find(part -> part.node.getKind() == SqlKind.OVER);
    }

    /** The outermost parts for which this holds, from left to right; it is not looked into queries and OVERs. */
    public List<Part> find(Predicate<Part> isWanted) {
        List<Part> found = new ArrayList<>();
        find(node, isWanted, found);
        return found;
    }

    private void find(SqlNode at, Predicate<Part> isWanted, List<Part> found) {
        Part part = of(at);
        if (isWanted.test(part)) {
            found.add(part);
        } else if (at instanceof SqlNodeList list) {
            list.stream().filter(element -> element != null).forEach(element -> find(element, isWanted, found));
        } else if (at instanceof SqlCall call && !QueryReader.isQuery(at) && at.getKind() != SqlKind.OVER) {
            for (SqlNode operand : call.getOperandList()) {
                if (operand != null) {
                    find(operand, isWanted, found);
                }
            }
        }
    }

    /**
     * Whether it is the same expression as another one of the query.
     *
     * @param columns what a name stands for, so that {@code bid.price} and {@code price} can be the same
     */
    public boolean isSame(Part other, Function<List<String>, Optional<String>> columns) {
        return isSame(node, other.node, columns);
    }

    private boolean isSame(SqlNode one, SqlNode other, Function<List<String>, Optional<String>> columns) {
        if (one == other) {
            return true;
        }
        if (one instanceof SqlIdentifier name && other instanceof SqlIdentifier otherName) {
            boolean isParameter = isParameter(name);
            if (isParameter || isParameter(otherName) || name.isStar() || otherName.isStar()) {
                return isParameter == isParameter(otherName) && name.names.equals(otherName.names);
            }
            Optional<String> column = columns.apply(TextPlaces.names(name, source));
            return column.isPresent() && column.equals(columns.apply(TextPlaces.names(otherName, source)));
        }
        if (one instanceof SqlDataTypeSpec && other instanceof SqlDataTypeSpec) {
            return String.valueOf(source.types().get(TextPlaces.start(one)))
                    .equals(String.valueOf(source.types().get(TextPlaces.start(other))));
        }
        if (one instanceof SqlCall call && other instanceof SqlCall otherCall) {
            return call.getKind() == otherCall.getKind()
                    && call.getOperator()
                            .getName()
                            .equalsIgnoreCase(otherCall.getOperator().getName())
                    && isSame(call.getFunctionQuantifier(), otherCall.getFunctionQuantifier())
                    && areSame(call.getOperandList(), otherCall.getOperandList(), columns);
        }
        if (one instanceof SqlNodeList list && other instanceof SqlNodeList otherList) {
            return areSame(list.getList(), otherList.getList(), columns);
        }
        return one instanceof SqlLiteral
                && other instanceof SqlLiteral
                && one.equalsDeep(other, Litmus.IGNORE)
                && of(one).writtenText().equals(of(other).writtenText());
    }

    private static boolean isSame(@Nullable SqlLiteral one, @Nullable SqlLiteral other) {
        return one == null ? other == null : other != null && one.equalsDeep(other, Litmus.IGNORE);
    }

    private boolean areSame(
            List<? extends SqlNode> ones,
            List<? extends SqlNode> others,
            Function<List<String>, Optional<String>> columns) {
        return ones.size() == others.size()
                && IntStream.range(0, ones.size()).allMatch(i -> {
                    SqlNode one = ones.get(i);
                    SqlNode other = others.get(i);
                    return one == null || other == null ? one == other : isSame(one, other, columns);
                });
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Part part && part.node == node;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(node);
    }

    @Override
    public String toString() {
        return text();
    }
}
