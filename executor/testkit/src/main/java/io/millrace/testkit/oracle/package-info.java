/**
 * What others answer to the same question: Flink 2.3 for expressions ({@link
 * io.millrace.testkit.oracle.FlinkOracle}), PostgreSQL for relational results ({@link
 * io.millrace.testkit.oracle.PostgresOracle}). Values are compared as canonical text ({@link
 * io.millrace.testkit.canonical.CanonicalText}). A server starts at first use and serves every test of the JVM. Dialect:
 * control plane.
 */
@NullMarked
package io.millrace.testkit.oracle;

import org.jspecify.annotations.NullMarked;
