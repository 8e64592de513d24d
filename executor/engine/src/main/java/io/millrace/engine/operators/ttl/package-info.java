/**
 * State that lives for a time: rows of keyed state are gone a while after they were last written (Flink's state TTL). Begin at
 * {@link io.millrace.engine.operators.ttl.TimeToLive}; {@link io.millrace.engine.operators.ttl.TableTtl} and {@link
 * io.millrace.engine.operators.ttl.ListTtl} stand between an operator and its state.
 */
@NullMarked
package io.millrace.engine.operators.ttl;

import org.jspecify.annotations.NullMarked;
