package io.millrace.coordinator.state;

/**
 * The checkpoint that an attempt begins at.
 *
 * @param takenMicros when it was begun, in microseconds since 1970-01-01T00:00 UTC
 */
public record Origin(long checkpoint, long takenMicros) {}
