/**
 * Tasks and the workers that run them: {@link io.millrace.engine.task.Task} is a fragment's operators at one parallel
 * index, {@link io.millrace.engine.task.Worker} a thread that gives each of its tasks a turn of at most a millisecond.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.task;

import org.jspecify.annotations.NullMarked;
