package io.millrace.expr.function;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.kernel.CalendarUnit;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.CharacterType;
import java.util.Optional;

/** Arguments that are words of the language; the tree keeps them as text literals. */
final class Keywords {

    private Keywords() {}

    /** The text of a literal. */
    static Optional<String> text(Expr arg) {
        return arg instanceof Literal(Utf8 value, var type) && type.type() instanceof CharacterType
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    /** A unit of the calendar. */
    static Optional<CalendarUnit> unit(Expr arg) {
        return text(arg).flatMap(CalendarUnit::named);
    }
}
