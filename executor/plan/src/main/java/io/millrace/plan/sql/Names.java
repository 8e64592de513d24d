package io.millrace.plan.sql;

import io.millrace.model.type.Identifiers;

/** How names are written in expressions. */
public final class Names {

    private Names() {}

    /** The name, in backticks when SQL would read it as something else. */
    public static String quoteIfNeeded(String name) {
        return ExpressionParser.isReserved(name) ? Identifiers.alwaysQuoted(name) : Identifiers.quote(name);
    }
}
