package io.millrace.designer.deployments.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A step of a deployment.
 *
 * @param number 1 for the first, then without gaps
 * @param who asked for it; absent where nobody did
 * @param from the status before it
 * @param to the status after it
 * @param text what happened, in a sentence
 * @param reason why, when that is not the usual course
 */
public record EventView(
        long number,
        Instant at,
        Optional<String> who,
        Optional<DeploymentStatus> from,
        DeploymentStatus to,
        String text,
        Optional<Reason> reason) {}
