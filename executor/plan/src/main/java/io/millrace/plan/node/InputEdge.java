package io.millrace.plan.node;

import io.millrace.model.document.Endpoint;
import java.util.Optional;

/**
 * An edge that ends at the node being typed.
 *
 * @param from the output port it comes from
 * @param rows what comes; empty when the nodes before leave that open
 */
public record InputEdge(Endpoint from, Optional<TypedPort> rows) {}
