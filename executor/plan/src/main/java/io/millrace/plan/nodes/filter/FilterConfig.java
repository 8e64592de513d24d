package io.millrace.plan.nodes.filter;

import io.millrace.model.annotation.Field;

/**
 * Config of a filter.
 *
 * @param condition which rows pass
 */
record FilterConfig(
        @Field(
                kind = Field.Kind.CONDITION,
                multiline = true,
                help = "Rows for which this is TRUE pass; rows for which it is FALSE or NULL do not.",
                example = "delay > 15 AND origin = 'SFO'")
        String condition) {}
