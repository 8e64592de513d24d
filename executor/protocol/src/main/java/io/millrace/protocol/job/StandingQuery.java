package io.millrace.protocol.job;

/**
 * Asks an executor how its tasks of a deployment stand.
 *
 * @param id given by who asks; the answer has it
 */
public record StandingQuery(long id, DeploymentId deployment) {}
