package io.millrace.designer.deployments;

/**
 * This process, as others and people tell it from others.
 *
 * @param text never the same for two processes
 */
public record ProcessName(String text) {}
