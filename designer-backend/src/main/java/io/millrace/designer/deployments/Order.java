package io.millrace.designer.deployments;

import io.millrace.model.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to run.
 *
 * @param pipeline its id
 * @param parameters JSON scalars by name; a text is read as the parameter's type
 * @param parallelism how many tasks a fragment runs as; empty for as many as there are workers
 * @param startFrom empty for the beginning
 * @param consent ids of nodes whose state may be lost by that
 */
record Order(
        String pipeline,
        int revision,
        Map<String, Json> parameters,
        Optional<Integer> parallelism,
        Optional<Start> startFrom,
        Set<String> consent) {

    Order {
        parameters = Map.copyOf(parameters);
        consent = Set.copyOf(consent);
    }
}
