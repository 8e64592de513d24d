/**
 * What the last checkpoint of a deployment holds of one key. Executors read it ({@link io.millrace.protocol.job.StateQuery});
 * {@link io.millrace.designer.deployments.state.StateQuestions} asks one of them and waits, {@link
 * io.millrace.designer.deployments.state.OpenQuestions} hears the answer.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments.state;

import org.jspecify.annotations.NullMarked;
