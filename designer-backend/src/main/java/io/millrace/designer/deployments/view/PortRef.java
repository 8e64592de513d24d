package io.millrace.designer.deployments.view;

/** A port as it is drawn. */
public record PortRef(String node, String port) {}
