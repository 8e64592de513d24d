package io.millrace.protocol.job;

/**
 * Asks an executor how its tasks of a deployment stand.
 *
 * @param id given by who asks; the answer has it
 * @param attempt which of its attempts: another one may have other tasks
 */
public record StandingQuery(long id, DeploymentId deployment, long attempt) {}
