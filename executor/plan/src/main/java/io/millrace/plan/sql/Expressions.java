package io.millrace.plan.sql;

import io.millrace.expr.Expr;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Types expressions and remembers the answers: text, input columns and parameters decide everything, so checking a
 * pipeline again after one edit types only what the edit touched. Safe for use by several threads.
 */
public final class Expressions {

    /** Answers kept: several pipelines of a hundred nodes with a dozen expressions each. */
    private static final int MOST_REMEMBERED = 10_000;

    /** Longer expressions are typed each time, so that memory is bounded as well. */
    private static final int LONGEST_REMEMBERED = 10_000;

    private final Map<Question, Answer> answers = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Question(String text, Schema input, Map<String, DataType> parameters) {}

    /**
     * A typed expression.
     *
     * @param expr absent when there is a problem
     * @param problems all that is wrong, in the order of the text
     */
    public record Answer(Optional<Expr> expr, List<ExpressionProblem> problems) {}

    /**
     * Types an expression over the columns of one row.
     *
     * @param parameters the types of the pipeline's parameters by name
     */
    public Answer type(String text, Schema input, Map<String, DataType> parameters) {
        if (text.length() > LONGEST_REMEMBERED) {
            return answer(text, input, parameters);
        }
        Question question = new Question(text, input, parameters);
        synchronized (answers) {
            Answer known = answers.get(question);
            if (known != null) {
                return known;
            }
        }
        Answer found = answer(text, input, parameters);
        synchronized (answers) {
            answers.put(question, found);
        }
        return found;
    }

    /**
     * Types a part of a query over the columns of one row. Problems have their places in the query's text.
     *
     * @param scope what names stand for
     */
    public Answer type(Part part, Schema input, Map<String, DataType> parameters, PartScope scope) {
        Binder binder = new Binder(part.source(), List.of(), input, parameters, scope);
        Expr expr = binder.bind(part.node());
        List<ExpressionProblem> problems = binder.problems();
        return new Answer(problems.isEmpty() ? Optional.ofNullable(expr) : Optional.empty(), problems);
    }

    /** What is wrong with an expression whatever its columns are. */
    public List<ExpressionProblem> syntax(String text) {
        return ExpressionParser.parse(text).problems();
    }

    private static Answer answer(String text, Schema input, Map<String, DataType> parameters) {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(text);
        if (parsed.tree().isEmpty()) {
            return new Answer(Optional.empty(), parsed.problems());
        }
        Binder binder = new Binder(parsed.source(), parsed.problems(), input, parameters);
        Expr expr = binder.bind(parsed.tree().get());
        List<ExpressionProblem> problems = binder.problems();
        return new Answer(problems.isEmpty() ? Optional.ofNullable(expr) : Optional.empty(), problems);
    }
}
