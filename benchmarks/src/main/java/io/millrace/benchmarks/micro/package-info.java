/**
 * JMH benchmarks of single parts. After {@code mvn -pl benchmarks -am test-compile} run {@code org.openjdk.jmh.Main} with
 * the module's class path and a name from here as argument.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
