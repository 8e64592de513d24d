package io.millrace.expr;

/**
 * A use of a function that documentation shows and tests check.
 *
 * @param sql a constant expression
 * @param value its value as CAST to STRING prints it; {@code NULL} for NULL
 */
public record Example(String sql, String value) {}
