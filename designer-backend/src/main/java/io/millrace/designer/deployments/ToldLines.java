package io.millrace.designer.deployments;

import io.millrace.designer.deployments.view.DeploymentView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which lines of the list of deployments are news: a step is, and a rate that is not as it was told last. So a list hears
 * nothing of those that rest, and of the others a few figures a second. Safe for several threads.
 */
final class ToldLines {

    /** How fast each went when it was told of last, by its id; only of those that have not ended. */
    private final Map<String, Map<String, Double>> rates = new ConcurrentHashMap<>();

    /** The line to be told, if any; see {@link DeploymentView#line}. */
    Optional<DeploymentView> news(DeploymentView view, boolean isStep) {
        DeploymentView line = view.line();
        Map<String, Double> before =
                view.endedAt().isPresent() ? rates.remove(view.id()) : rates.put(view.id(), line.rates());
        return isStep || !line.rates().equals(before) ? Optional.of(line) : Optional.empty();
    }
}
