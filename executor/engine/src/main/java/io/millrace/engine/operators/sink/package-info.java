/**
 * The sink operator: hands rows to a connector's writer and what the writer prepared to the job.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.sink;

import org.jspecify.annotations.NullMarked;
