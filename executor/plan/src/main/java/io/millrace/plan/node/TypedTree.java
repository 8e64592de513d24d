package io.millrace.plan.node;

import io.millrace.expr.Expr;
import io.millrace.model.document.FieldPath;

/**
 * An expression of a node's config with its type.
 *
 * @param field the field that holds its text, from the config
 */
public record TypedTree(FieldPath field, Expr expr) {}
