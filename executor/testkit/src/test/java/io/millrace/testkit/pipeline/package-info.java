/**
 * Tests of whole pipelines. {@link io.millrace.testkit.pipeline.RandomPipelinesTest} draws pipelines by chance, together with
 * what they mean in SQL, and asks PostgreSQL.
 */
@NullMarked
package io.millrace.testkit.pipeline;

import org.jspecify.annotations.NullMarked;
