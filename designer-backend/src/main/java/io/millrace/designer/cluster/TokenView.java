package io.millrace.designer.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * A join token, without what it is good for.
 *
 * @param id its public part, which the log names it by
 * @param createdAt when it was made
 * @param createdBy who made it; absent for the one of this machine's own executors
 */
record TokenView(String id, Instant createdAt, Optional<String> createdBy) {}
