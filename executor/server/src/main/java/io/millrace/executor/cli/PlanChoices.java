package io.millrace.executor.cli;

import io.millrace.model.json.Json;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.rewrite.Rewriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a user can say about how a pipeline is planned. */
final class PlanChoices {

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "The value of a parameter of the pipeline. May be given several times.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many tasks each part of the plan runs as. Default: one per core.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(names = "--no-rewrites", description = "Plans the pipeline as drawn, without any rewrite.")
    private boolean noRewrites;

    /** The parameters' values, as they were typed. */
    Map<String, Json> values() {
        Map<String, Json> values = new LinkedHashMap<>();
        parameters.forEach((name, value) -> values.put(name, Json.of(value)));
        return values;
    }

    PlanOptions options() {
        if (parallelism < 1 || parallelism > PlanOptions.MOST_PARALLELISM) {
            throw new CommandFailure("--parallelism lies between 1 and " + PlanOptions.MOST_PARALLELISM + " and is "
                    + parallelism + ".");
        }
        return noRewrites
                ? new PlanOptions(parallelism, Set.copyOf(Rewriter.names()))
                : PlanOptions.ofParallelism(parallelism);
    }
}
