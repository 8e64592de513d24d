package io.millrace.plan.parameter;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.function.Casts;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.NearestName;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Parameter;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonString;
import io.millrace.model.problem.Problem;
import io.millrace.plan.PlanProblemCodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The constants that stand for parameters in one deployment.
 *
 * @param literals by parameter name
 */
public record ParameterValues(Map<String, Literal> literals) {

    public ParameterValues {
        literals = Map.copyOf(literals);
    }

    /** What came of reading values. */
    public record Read(ParameterValues values, List<Problem> problems) {}

    /**
     * The values a deployment gives, defaults for the others.
     *
     * @param given JSON scalars by parameter name; a text is read as the parameter's type
     */
    public static Read read(PipelineDocument document, Map<String, Json> given) {
        ParameterValue reader =
                new ParameterValue(new PipelineZone(document.settings().timeZone()));
        List<Problem> problems = new ArrayList<>();
        Map<String, Literal> literals = new HashMap<>();
        for (Parameter parameter : document.parameters()) {
            String name = parameter.name().value();
            Optional<Json> value = Optional.ofNullable(given.get(name)).or(parameter::defaultValue);
            if (value.isEmpty()) {
                problems.add(Problem.error(
                                PlanProblemCodes.PARAMETER_MISSING,
                                "The parameter `" + name + "` has no default, so it needs a value")
                        .arg("parameter", name));
                continue;
            }
            reader.of(value.get(), parameter.type())
                    .ifPresentOrElse(
                            literal -> literals.put(name, literal),
                            () -> problems.add(notOfType(parameter, value.get())));
        }
        given.keySet().stream()
                .sorted()
                .filter(name -> !isDeclared(document, name))
                .forEach(name -> problems.add(undeclared(document, name)));
        return new Read(new ParameterValues(literals), problems);
    }

    /** Problems of the defaults a document gives. */
    public static List<Problem> checkDefaults(PipelineDocument document) {
        ParameterValue reader =
                new ParameterValue(new PipelineZone(document.settings().timeZone()));
        List<Problem> problems = new ArrayList<>();
        for (Parameter parameter : document.parameters()) {
            parameter
                    .defaultValue()
                    .filter(value -> reader.of(value, parameter.type()).isEmpty())
                    .ifPresent(value -> problems.add(notOfType(parameter, value)
                            .at(FieldPath.of("parameters")
                                    .index(document.parameters().indexOf(parameter))
                                    .key("default"))));
        }
        return problems;
    }

    /**
     * The tree with constants in the place of parameters. It has the type it had: where a constant makes a part more
     * exact (digits to round to, say), the part is cast back, since what reads it was typed without knowing the constant.
     *
     * @throws IllegalArgumentException when a function does not accept the constant; the message is for the user
     */
    public Expr in(Expr tree) {
        if (tree instanceof ParameterRef parameter) {
            Literal literal = literals.get(parameter.name());
            if (literal == null) {
                throw new IllegalArgumentException("The parameter `" + parameter.name() + "` has no value");
            }
            return literal;
        }
        List<Expr> before = tree.children();
        if (before.isEmpty()) {
            return tree;
        }
        List<Expr> after = new ArrayList<>();
        boolean isChanged = false;
        for (Expr child : before) {
            Expr replaced = in(child);
            isChanged |= replaced != child;
            after.add(replaced);
        }
        if (!isChanged) {
            return tree;
        }
        Expr typedAnew = tree.withChildren(after);
        return typedAnew.type().type().equals(tree.type().type())
                ? typedAnew
                : Casts.cast(typedAnew, tree.type().type(), false).orThrow();
    }

    private static boolean isDeclared(PipelineDocument document, String name) {
        return document.parameters().stream()
                .anyMatch(parameter -> parameter.name().value().equals(name));
    }

    private static Problem notOfType(Parameter parameter, Json value) {
        return Problem.error(
                        PlanProblemCodes.PARAMETER_VALUE,
                        "`" + shown(value) + "` is no " + parameter.type().type() + ", which the parameter `"
                                + parameter.name() + "` is")
                .arg("parameter", parameter.name().value());
    }

    private static Problem undeclared(PipelineDocument document, String name) {
        List<String> known = document.parameters().stream()
                .map(parameter -> parameter.name().value())
                .toList();
        return Problem.error(
                        PlanProblemCodes.PARAMETER_UNKNOWN,
                        "The pipeline has no parameter `" + name + "`" + NearestName.hint(name, known))
                .arg("parameter", name);
    }

    private static String shown(Json value) {
        String text = value instanceof JsonString string ? string.value() : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
