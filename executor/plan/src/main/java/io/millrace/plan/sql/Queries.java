package io.millrace.plan.sql;

import io.millrace.plan.PlanProblemCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way in for queries: text to {@link Query}. */
public final class Queries {

    /** A text with more is made by a program, and each is a few operators. */
    private static final int MOST_SELECTS = 50;

    private Queries() {}

    /**
     * A query that was read.
     *
     * @param query what could be read; empty when the text is none
     * @param problems all that is wrong with its form, in the order of the text
     */
    public record Answer(Optional<Query> query, List<ExpressionProblem> problems) {}

    /** Reads a query; what its names stand for is not looked at. */
    public static Answer read(String text) {
        ExpressionParser.Parsed parsed = ExpressionParser.parseQuery(text);
        List<ExpressionProblem> problems = new ArrayList<>(parsed.problems());
        List<Token> selects = parsed.source().tokens().stream()
                .filter(token -> token.isWord("SELECT"))
                .toList();
        if (selects.size() > MOST_SELECTS) {
            Token token = selects.get(MOST_SELECTS);
            problems.add(ExpressionProblem.at(
                    PlanProblemCodes.EXPRESSION_TOO_DEEP,
                    "A query has at most " + MOST_SELECTS + " SELECTs; put a part of it in a node of its own before",
                    token.start(),
                    token.end()));
            return new Answer(Optional.empty(), problems);
        }
        Optional<Query> query = parsed.tree().flatMap(tree -> new QueryReader(parsed.source(), problems).read(tree));
        problems.sort((one, other) -> Integer.compare(one.start(), other.start()));
        return new Answer(query, problems);
    }
}
