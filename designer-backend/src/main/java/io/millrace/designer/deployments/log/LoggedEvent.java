package io.millrace.designer.deployments.log;

import io.millrace.coordinator.JobEvent;
import java.util.Optional;

/**
 * An event, and who asked for it.
 *
 * @param who a name
 */
public record LoggedEvent(JobEvent event, Optional<String> who) {}
