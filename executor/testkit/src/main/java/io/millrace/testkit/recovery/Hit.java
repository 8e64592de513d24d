package io.millrace.testkit.recovery;

/** What went wrong, and where the protocol was then. */
public record Hit(FaultKind fault, ProtocolPhase phase) {}
