/**
 * What a checkpoint holds of one key, for people: {@link io.millrace.engine.inspect.StateQueries} takes questions one at a time
 * and within limits, {@link io.millrace.engine.inspect.StateReader} answers one. Nothing here touches what runs.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.engine.inspect;

import org.jspecify.annotations.NullMarked;
