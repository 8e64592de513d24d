package io.millrace.designer.deployments.view;

/**
 * What has passed an edge in the current or last attempt.
 *
 * @param rowsPerSecond over the last seconds
 * @param backPressure share of the time there was no room for what passes here, 0 to 1
 */
public record EdgeFigures(PortRef from, PortRef to, long rows, double rowsPerSecond, double backPressure) {}
