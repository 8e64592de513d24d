package io.millrace.plan.sql;

import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Bounds how deep the tree of an expression can become, and checks its brackets, before the parser, which is recursive,
 * sees it. The bound is counted from tokens: a bracket, a call or a CASE is a level around what it holds, each operator of
 * a chain is one more ({@code a + b + c} is a tree of depth 2), and a chain of conditions starts its count anew at each
 * AND and OR, which are themselves counted apart.
 *
 * <p>Brackets have a lower limit of their own because a level of them costs the parser about twelve frames: 100 fit into
 * a quarter of a megabyte of stack, 500 overflow a whole one. LIKE has one because the parser needs time with the third power of a chain
 * of it.
 */
final class Nesting {

    /** The deepest tree. */
    static final int MOST_LEVELS = 500;

    /** The most brackets, calls and CASEs inside of each other. */
    static final int MOST_BRACKETS = 100;

    /** The most LIKEs and their like without AND or OR between them. */
    static final int MOST_PATTERNS = 10;

    private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "CASE", "END");

    private static final Set<String> PATTERNS = Set.of("LIKE", "ILIKE", "RLIKE", "SIMILAR", "ESCAPE");

    /** Words that bind operands without being in our grammar count as well: the parser knows them. */
    private static final Set<String> OPERATORS = Set.of(
            "NOT",
            "IS",
            "IN",
            "BETWEEN",
            "MEMBER",
            "SUBMULTISET",
            "CONTAINS",
            "EQUALS",
            "OVERLAPS",
            "PRECEDES",
            "SUCCEEDS",
            "IMMEDIATELY",
            "MULTISET",
            "FORMAT",
            "DIV",
            "INTERVAL",
            "EXISTS",
            "UNIQUE",
            "PRIOR",
            "NEXT",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "OVER",
            "FILTER",
            "WITHIN",
            "RESPECT",
            "IGNORE");

    private static final Set<String> SEPARATORS = Set.of(
            "WHEN", "THEN", "ELSE", "SELECT", "FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "ON", "JOIN");

    /** What is open: the whole expression, a bracket or a CASE. */
    private static final class Level {
        final Token opening;
        final int around;
        int joins;
        int operators;
        int patterns;
        int betweens;

        Level(Token opening, int around) {
            this.opening = opening;
            this.around = around;
        }

        int depth() {
            return around + joins + operators;
        }

        void nextOperand() {
            operators = 0;
            patterns = 0;
        }
    }

    private final List<ExpressionProblem> problems = new ArrayList<>();
    private final Deque<Level> open = new ArrayDeque<>();

    private Nesting() {}

    /** What is wrong with the nesting; the text may be parsed when nothing is. */
    static List<ExpressionProblem> check(List<Token> tokens) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        Nesting nesting = new Nesting();
        nesting.open.push(new Level(tokens.getFirst(), 0));
        for (Token token : tokens) {
            if (!nesting.take(token)) {
                break;
            }
        }
        if (nesting.problems.isEmpty()) {
            nesting.requireClosed();
        }
        return List.copyOf(nesting.problems);
    }

    /** Counts a token; false when counting on makes no sense. */
    private boolean take(Token token) {
        if (token.kind() != Kind.SYMBOL && token.kind() != Kind.WORD) {
            return true;
        }
        String word = token.text().toUpperCase(Locale.ROOT);
        Level level = open.element();
        switch (word) {
            case "(", "[", "CASE" -> {
                level.operators += word.equals("[") ? 1 : 0;
                open.push(new Level(token, level.depth() + 1));
            }
            case ")", "]", "END" -> {
                return close(token, word);
            }
            case "," -> {
                level.joins = 0;
                level.nextOperand();
            }
            case "AND", "OR" -> and(level, word);
            default -> count(level, token, word);
        }
        return isWithinLimits(token);
    }

    private boolean close(Token token, String word) {
        if (open.size() > 1
                && word.equals(CLOSING.get(open.element().opening.text().toUpperCase(Locale.ROOT)))) {
            open.pop();
            return true;
        }
        if (word.equals("END")) {
            // It may be a misplaced name: the parser says so.
            return true;
        }
        problem(token, "`" + token.text() + "` closes nothing that is open");
        return false;
    }

    /** The AND of a BETWEEN joins nothing, so it does not end the operand. */
    private static void and(Level level, String word) {
        if (word.equals("AND") && level.betweens > 0) {
            level.betweens--;
        } else {
            level.joins++;
            level.nextOperand();
        }
    }

    private static void count(Level level, Token token, String word) {
        if (SEPARATORS.contains(word)) {
            level.joins = 0;
            level.nextOperand();
        } else if (PATTERNS.contains(word)) {
            level.patterns++;
            level.operators++;
        } else if (token.kind() == Kind.SYMBOL || OPERATORS.contains(word)) {
            level.operators++;
            level.betweens += word.equals("BETWEEN") ? 1 : 0;
        }
    }

    private boolean isWithinLimits(Token token) {
        Level level = open.element();
        if (open.size() - 1 > MOST_BRACKETS) {
            tooDeep(token, "more than " + MOST_BRACKETS + " brackets, calls and CASEs inside of each other");
        } else if (level.depth() > MOST_LEVELS) {
            tooDeep(token, "more than " + MOST_LEVELS + " levels, each operator of a chain counted");
        } else if (level.patterns > MOST_PATTERNS) {
            tooDeep(token, "more than " + MOST_PATTERNS + " LIKEs in a row");
        }
        return problems.isEmpty();
    }

    private void tooDeep(Token token, String what) {
        problems.add(ExpressionProblem.at(
                PlanProblemCodes.EXPRESSION_TOO_DEEP,
                "From here on the expression has " + what + "; compute a part of it in a select node before",
                token.start(),
                token.end()));
    }

    private void requireClosed() {
        while (open.size() > 1) {
            Token opening = open.pop().opening;
            String closing = CLOSING.get(opening.text().toUpperCase(Locale.ROOT));
            problem(opening, "`" + opening.text() + "` is never closed; its `" + closing + "` is missing");
        }
    }

    private void problem(Token token, String message) {
        problems.add(ExpressionProblem.at(PlanProblemCodes.EXPRESSION_SYNTAX, message, token.start(), token.end()));
    }
}
