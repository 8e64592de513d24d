package io.millrace.plan.sql;

import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/**
 * Text to syntax tree, by Calcite's parser, which is all of Calcite that runs here. What it would answer with a stack
 * overflow is answered before with a problem, see {@link Nesting}; what it answers with a list of three hundred expected
 * tokens is answered with the token that is wrong.
 */
final class ExpressionParser {

    /** The longest expression: more than anybody writes, and parsed in a few hundredths of a second. */
    static final int MOST_CHARACTERS = 100_000;

    /** Flink's: the remainder has a sign; and as a courtesy {@code !=}, which becomes {@code <>}. */
    private static final SqlConformance CONFORMANCE = new SqlDelegatingConformance(SqlConformanceEnum.DEFAULT) {
        @Override
        public boolean isPercentRemainderAllowed() {
            return true;
        }

        @Override
        public boolean isBangEqualAllowed() {
            return true;
        }
    };

    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withQuoting(Quoting.BACK_TICK)
            .withQuotedCasing(Casing.UNCHANGED)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withCaseSensitive(true)
            .withIdentifierMaxLength(MOST_CHARACTERS)
            .withConformance(CONFORMANCE);

    /** Words that begin a part of a query, so that nobody means a name by them. */
    private static final Set<String> CLAUSES =
            Set.of("SELECT", "FROM", "WHERE", "GROUP", "BY", "HAVING", "ORDER", "JOIN", "ON", "WITH", "UNION", "ALL");

    private static final SqlAbstractParserImpl.Metadata WORDS =
            SqlParser.create("", CONFIG).getMetadata();

    private ExpressionParser() {}

    /**
     * A parsed expression.
     *
     * @param tree absent when there are problems that leave none
     */
    record Parsed(ParsableText source, Optional<SqlNode> tree, List<ExpressionProblem> problems) {}

    /** What is parsed, and what people call it. */
    private enum Form {
        EXPRESSION("expression", "An expression"),
        QUERY("query", "A query");

        private final String word;
        private final String one;

        Form(String word, String one) {
            this.word = word;
            this.one = one;
        }
    }

    static Parsed parse(String text) {
        return parse(text, Form.EXPRESSION);
    }

    /** A query, with or without a semicolon behind. */
    static Parsed parseQuery(String text) {
        String stripped = text.stripTrailing();
        boolean isClosed = stripped.endsWith(";");
        return parse(isClosed ? stripped.substring(0, stripped.length() - 1) : text, Form.QUERY);
    }

    private static Parsed parse(String text, Form form) {
        if (text.length() > MOST_CHARACTERS) {
            return refused(
                    ParsableText.of(""),
                    ExpressionProblem.at(
                            PlanProblemCodes.EXPRESSION_TOO_LONG,
                            "%s has at most 100,000 characters; this one has %,d".formatted(form.one, text.length()),
                            MOST_CHARACTERS,
                            text.length()));
        }
        Lexer.Tokens lexed = Lexer.lex(text);
        if (!lexed.problems().isEmpty()) {
            return new Parsed(ParsableText.of(""), Optional.empty(), lexed.problems());
        }
        List<ExpressionProblem> nesting = Nesting.check(lexed.tokens());
        if (!nesting.isEmpty()) {
            return new Parsed(ParsableText.of(""), Optional.empty(), nesting);
        }
        ParsableText source = ParsableText.of(text);
        if (source.tokens().isEmpty()) {
            return refused(
                    source,
                    ExpressionProblem.at(
                            PlanProblemCodes.EXPRESSION_SYNTAX, form.one + " is missing here", 0, text.length()));
        }
        return parse(source, form);
    }

    /** Whether a name must be quoted, whatever its letters. */
    static boolean isReserved(String word) {
        return WORDS.isReservedWord(word.toUpperCase(Locale.ROOT));
    }

    private static Parsed parse(ParsableText source, Form form) {
        try {
            SqlParser parser = SqlParser.create(source.text(), CONFIG);
            SqlNode tree = form == Form.QUERY ? parser.parseQuery() : parser.parseExpression();
            return new Parsed(source, Optional.of(tree), source.problems());
        } catch (SqlParseException failed) {
            List<ExpressionProblem> problems = new ArrayList<>(source.problems());
            problems.add(explain(source, failed, form));
            return new Parsed(source, Optional.empty(), problems);
        }
    }

    private static Parsed refused(ParsableText source, ExpressionProblem problem) {
        return new Parsed(source, Optional.empty(), List.of(problem));
    }

    private static ExpressionProblem explain(ParsableText source, SqlParseException failed, Form form) {
        int index = failed.getPos() == null
                ? source.tokens().size() - 1
                : indexAt(source.tokens(), failed.getPos().getColumnNum() - 1);
        Token first = source.tokens().get(Math.min(index, source.tokens().size() - 1));
        boolean isClause = form == Form.QUERY && CLAUSES.contains(first.text().toUpperCase(Locale.ROOT));
        if (isClause && index >= source.tokens().size() - 1) {
            return unexpected(source, source.tokens().size(), form);
        }
        if (!isClause && isMisusedName(source.tokens(), index)) {
            return reserved(first);
        }
        // With two tokens of lookahead the parser names the first of a pair whose second is wrong.
        return unexpected(source, isExpected(failed, first) ? index + 1 : index, form);
    }

    /** The token that starts at or behind this place. */
    private static int indexAt(List<Token> tokens, int start) {
        int index = 0;
        while (index < tokens.size() && tokens.get(index).end() <= start) {
            index++;
        }
        return index;
    }

    private static boolean isMisusedName(List<Token> tokens, int index) {
        if (index >= tokens.size()) {
            return false;
        }
        Token token = tokens.get(index);
        boolean isCall = index + 1 < tokens.size() && tokens.get(index + 1).isSymbol("(");
        boolean couldBeOperand = index == 0
                || tokens.get(index - 1).kind() == Kind.SYMBOL
                || tokens.get(index - 1).kind() == Kind.WORD
                        && isReserved(tokens.get(index - 1).text());
        return token.kind() == Kind.WORD && isReserved(token.text()) && !isCall && couldBeOperand;
    }

    private static boolean isExpected(SqlParseException failed, Token token) {
        int[][] expected = failed.getExpectedTokenSequences();
        if (expected == null) {
            return false;
        }
        String image = '"' + token.text().toUpperCase(Locale.ROOT) + '"';
        for (int[] sequence : expected) {
            if (sequence.length > 1 && failed.getTokenImages()[sequence[0]].equals(image)) {
                return true;
            }
        }
        return false;
    }

    private static ExpressionProblem reserved(Token token) {
        String quoted = "`" + token.text() + "`";
        return ExpressionProblem.at(
                        PlanProblemCodes.EXPRESSION_SYNTAX,
                        "The word " + token.text() + " is reserved in SQL; as a name it stands in backticks",
                        token.start(),
                        token.end())
                .arg("word", token.text())
                .fixes(List.of(new Replacement("Put it into backticks", token.start(), token.end(), quoted)));
    }

    private static ExpressionProblem unexpected(ParsableText source, int index, Form form) {
        List<Token> tokens = source.tokens();
        if (index >= tokens.size()) {
            int end = tokens.getLast().end();
            return ExpressionProblem.at(
                    PlanProblemCodes.EXPRESSION_SYNTAX,
                    "The " + form.word + " ends too early: something is missing after `" + shown(tokens.getLast())
                            + "`",
                    end,
                    end);
        }
        Token token = tokens.get(index);
        String after = index == 0 ? "at the start" : "after `" + shown(tokens.get(index - 1)) + "`";
        return ExpressionProblem.at(
                        PlanProblemCodes.EXPRESSION_SYNTAX,
                        "`" + shown(token) + "` is not expected " + after,
                        token.start(),
                        token.end())
                .arg("token", shown(token));
    }

    private static String shown(Token token) {
        return token.text().length() <= 40 ? token.text() : token.text().substring(0, 40) + "…";
    }
}
