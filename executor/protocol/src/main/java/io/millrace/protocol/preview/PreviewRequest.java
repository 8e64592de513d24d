package io.millrace.protocol.preview;

/**
 * What is to be run.
 *
 * @param draft of which draft it is: a newer request about the same one takes the place of an older
 * @param document JSON or YAML
 */
public record PreviewRequest(String draft, String document, PreviewLimits limits) {}
