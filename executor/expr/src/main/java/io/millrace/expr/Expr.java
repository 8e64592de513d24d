package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/**
 * A typed SQL expression over the columns of one row. Immutable; equal trees mean the same. The set of forms is closed:
 * whoever consumes trees switches over all of them. What each form requires of its parts, and how an operand is
 * converted to the type it is used as, is in the package documentation.
 */
public sealed interface Expr
        permits ColumnRef,
                Literal,
                ParameterRef,
                Call,
                Cast,
                Case,
                And,
                Or,
                Not,
                IsNull,
                IsBoolean,
                IsDistinctFrom,
                Coalesce,
                NullIf,
                In,
                Between {

    /** The type of the value and whether it may be NULL. */
    DataType type();

    /** The parts in the order of their evaluation; empty for a leaf. */
    List<Expr> children();

    /**
     * This form over other parts, typed anew: replacing a parameter by its value, for instance, may bind another kernel.
     *
     * @throws IllegalArgumentException when their number differs, or their types do not fit
     */
    Expr withChildren(List<Expr> children);
}
