package io.millrace.plan;

import io.millrace.model.problem.ProblemCode;

/** The codes of problems the planner finds, beside those of the model. Closed: a new one is added here with its meaning. */
public final class PlanProblemCodes {

    // The text of an expression.

    /** An expression is longer than is accepted. */
    public static final ProblemCode EXPRESSION_TOO_LONG = code("expression.tooLong");

    /** An expression nests deeper than is accepted. */
    public static final ProblemCode EXPRESSION_TOO_DEEP = code("expression.tooDeep");

    /** An expression is not written as the grammar wants it. */
    public static final ProblemCode EXPRESSION_SYNTAX = code("expression.syntax");

    /** SQL that is none of the subset which expressions may use. */
    public static final ProblemCode EXPRESSION_UNSUPPORTED = code("expression.unsupported");

    /** A type in a CAST that is none. */
    public static final ProblemCode TYPE_INVALID = code("type.invalid");

    // The meaning of an expression.

    /** A name that is no column of the input. */
    public static final ProblemCode COLUMN_UNKNOWN = code("column.unknown");

    /** A function that does not exist. */
    public static final ProblemCode FUNCTION_UNKNOWN = code("function.unknown");

    /** A function or operator over arguments it does not take. */
    public static final ProblemCode FUNCTION_ARGUMENTS = code("function.arguments");

    /** An aggregate function where a function of one row belongs, or the other way round. */
    public static final ProblemCode FUNCTION_AGGREGATE = code("function.aggregate");

    /** A parameter that the pipeline does not declare. */
    public static final ProblemCode PARAMETER_UNKNOWN = code("parameter.unknown");

    /** A literal that no value of its type equals. */
    public static final ProblemCode LITERAL_INVALID = code("literal.invalid");

    /** An expression of another type than its place wants. */
    public static final ProblemCode EXPRESSION_TYPE = code("expression.type");

    private PlanProblemCodes() {}

    private static ProblemCode code(String value) {
        return new ProblemCode(value);
    }
}
