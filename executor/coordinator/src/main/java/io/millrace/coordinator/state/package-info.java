/**
 * The life of a job, a file for each state: what ends it, what follows, what is said to executors meanwhile. Pure: a state
 * looks at a {@link io.millrace.coordinator.state.JobView} and answers a {@link
 * io.millrace.coordinator.state.Decision}. It decides by what is so and not by what has just happened; so the order,
 * number and fate of messages do not matter, and a coordinator that takes over goes on from the last logged state. Start
 * with {@link io.millrace.coordinator.state.JobState}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.coordinator.state;

import org.jspecify.annotations.NullMarked;
