package io.millrace.plan.sql;

import io.millrace.model.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with an expression, before anybody knows in which field of which node it stands. Ranges are UTF-16 code
 * units of the expression's text; {@code end} is the first one behind.
 *
 * @param args the values in the message by name
 * @param fixes ways out, the best first
 */
public record ExpressionProblem(
        ProblemCode code, String message, int start, int end, Map<String, String> args, List<Replacement> fixes) {

    public ExpressionProblem {
        args = Map.copyOf(args);
        fixes = List.copyOf(fixes);
    }

    static ExpressionProblem at(ProblemCode code, String message, int start, int end) {
        return new ExpressionProblem(code, message, start, end, Map.of(), List.of());
    }

    ExpressionProblem arg(String name, String value) {
        Map<String, String> more = new TreeMap<>(args);
        more.put(name, value);
        return new ExpressionProblem(code, message, start, end, more, fixes);
    }

    ExpressionProblem fixes(List<Replacement> others) {
        return new ExpressionProblem(code, message, start, end, args, others);
    }
}
