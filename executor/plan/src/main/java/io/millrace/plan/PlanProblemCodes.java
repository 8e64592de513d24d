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

    /** SQL that is none of the subset which queries may use. */
    public static final ProblemCode QUERY_UNSUPPORTED = code("query.unsupported");

    /** A query names rows that are no input of its node, and none of its own queries. */
    public static final ProblemCode QUERY_TABLE = code("query.table");

    /** An input of a query whose rows it does not read. */
    public static final ProblemCode QUERY_INPUT_UNUSED = code("query.inputUnused");

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

    // The drawing.

    /** A document without nodes. */
    public static final ProblemCode PIPELINE_EMPTY = code("pipeline.empty");

    /** A node whose rows go nowhere. */
    public static final ProblemCode NODE_UNUSED = code("node.unused");

    /** A policy for failing rows at a node in which no row can fail. */
    public static final ProblemCode POLICY_IDLE = code("errors.idle");

    /** A dead-letter sink that gets drawn rows as well. */
    public static final ProblemCode LETTERS_MIXED = code("errors.mixed");

    /** Two sinks that write to one place. */
    public static final ProblemCode SINK_PLACE = code("sink.place");

    /** A pipeline that writes nothing. */
    public static final ProblemCode PIPELINE_NO_SINK = code("pipeline.noSink");

    /** An element whose id is the name of another port. */
    public static final ProblemCode PORT_TAKEN = code("port.taken");

    // Parameters.

    /** A value that is none of the parameter's type. */
    public static final ProblemCode PARAMETER_VALUE = code("parameter.value");

    /** State would be lost that nobody has consented to losing. */
    public static final ProblemCode STATE_CONSENT = code("state.consent");

    /** A parameter without a value. */
    public static final ProblemCode PARAMETER_MISSING = code("parameter.missing");

    // Rows.

    /** A column without a name, or rows without a column. */
    public static final ProblemCode COLUMN_NAME = code("column.name");

    /** Two columns of one name. */
    public static final ProblemCode COLUMN_DUPLICATE = code("column.duplicate");

    /** A column of another type than its use wants. */
    public static final ProblemCode COLUMN_TYPE = code("column.type");

    /** Streams that do not have the same columns. */
    public static final ProblemCode COLUMNS_DIFFER = code("columns.differ");

    /** Rows with changes where only new rows are accepted, or changes of another kind. */
    public static final ProblemCode CHANGES_REFUSED = code("changes.refused");

    /** Event time is needed and there is none. */
    public static final ProblemCode EVENT_TIME_MISSING = code("eventTime.missing");

    /** Lengths of a window that do not fit each other. */
    public static final ProblemCode WINDOW_LENGTHS = code("window.lengths");

    /** What does not go with the time that a window goes by. */
    public static final ProblemCode WINDOW_TIME = code("window.time");

    /** What does not go with a window that sends its results again. */
    public static final ProblemCode WINDOW_LATENESS = code("window.lateness");

    /** Rows without end where an end is needed. */
    public static final ProblemCode INPUT_UNBOUNDED = code("input.unbounded");

    /** Both sides of a join come from one node. */
    public static final ProblemCode JOIN_SHARED_INPUT = code("join.sharedInput");

    /** A join of which nothing says what must be equal. */
    public static final ProblemCode JOIN_KEY = code("join.key");

    /** A kind of join does not bring out rows of that sort. */
    public static final ProblemCode JOIN_TYPE = code("join.type");

    /** An interval join without an interval, or an interval of another join. */
    public static final ProblemCode JOIN_INTERVAL = code("join.interval");

    /** Columns to be added by a join that adds none. */
    public static final ProblemCode JOIN_COLUMNS = code("join.columns");

    /** A time to live for state that has an end of its own. */
    public static final ProblemCode STATE_TTL = code("state.ttl");

    /** State that grows for as long as rows come. */
    public static final ProblemCode STATE_GROWS = code("state.grows");

    private PlanProblemCodes() {}

    private static ProblemCode code(String value) {
        return new ProblemCode(value);
    }
}
