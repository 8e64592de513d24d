package io.millrace.plan.compare;

import io.millrace.model.document.NodeId;

/**
 * What becomes of one state of a node.
 *
 * @param node whose it is
 * @param label what people call the node
 * @param role what it is for in the node, or {@link #POSITIONS}
 * @param reason why, as a sentence
 * @param needsConsent whether something is lost that cannot be had again, or changes for good
 */
public record StateChange(NodeId node, String label, String role, Fate fate, String reason, boolean needsConsent) {

    /** The role of how far a source is read. */
    public static final String POSITIONS = "positions";
}
