package io.millrace.plan.rewrite;

import io.millrace.plan.logical.LogicalPlan;

/**
 * A rewrite that has been applied.
 *
 * @param name which
 * @param what what it did, in a sentence for people without the final stop
 */
public record AppliedRewrite(String name, String what, LogicalPlan before, LogicalPlan after) {}
