package io.millrace.testkit.cluster;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Prepared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outside world that jobs write to: a commit of the same output can be repeated, one of another shows as a second. */
final class SinkStore {

    private final Map<DeploymentId, List<Prepared>> visible = new HashMap<>();
    private final Set<Prepared> seen = new HashSet<>();

    void commit(DeploymentId deployment, Prepared output, boolean again) {
        if (seen.add(output) || again) {
            visible.computeIfAbsent(deployment, _ -> new ArrayList<>()).add(output);
        }
    }

    List<Prepared> visible(DeploymentId deployment) {
        return visible.getOrDefault(deployment, List.of());
    }
}
