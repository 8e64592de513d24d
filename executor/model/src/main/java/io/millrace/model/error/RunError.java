package io.millrace.model.error;

import java.util.Optional;

/**
 * Something that went wrong while a pipeline ran.
 *
 * @param domain whose business it is
 * @param code stable name such as {@code file.vanished}, for machines
 * @param nodeId the node it happened in; empty when no node is to blame
 * @param message names the thing, the value and the remedy, for people
 * @param position where: file and line, partition and offset, or key and values; empty when no row is to blame
 * @param retryable whether the same attempt may succeed later without a change
 */
public record RunError(
        ErrorDomain domain,
        String code,
        Optional<String> nodeId,
        String message,
        Optional<String> position,
        boolean retryable) {

    /** An error of the pipeline or its rows. */
    public static RunError user(String code, String message) {
        return new RunError(ErrorDomain.USER, code, Optional.empty(), message, Optional.empty(), false);
    }

    /** An error of another system. */
    public static RunError external(String code, String message, boolean retryable) {
        return new RunError(ErrorDomain.EXTERNAL, code, Optional.empty(), message, Optional.empty(), retryable);
    }

    /** An error of ours. */
    public static RunError internal(String code, String message) {
        return new RunError(ErrorDomain.INTERNAL, code, Optional.empty(), message, Optional.empty(), false);
    }

    /** The same error with the node named, unless one is named already. */
    public RunError inNode(String id) {
        return nodeId.isPresent() ? this : new RunError(domain, code, Optional.of(id), message, position, retryable);
    }

    /** The same error with the place named, unless one is named already. */
    public RunError at(String place) {
        return position.isPresent() ? this : new RunError(domain, code, nodeId, message, Optional.of(place), retryable);
    }

    /** One line: node, place, message. */
    @Override
    public String toString() {
        return nodeId.map(id -> "node " + id + ": ").orElse("")
                + position.map(place -> place + ": ").orElse("")
                + message;
    }
}
