package io.millrace.protocol.job;

import java.util.List;

/**
 * How an executor's tasks of a deployment stand at one moment.
 *
 * @param id of the query
 * @param tasks those that are here; none where the executor knows no attempt of the deployment
 * @param sources on the host, the sources that are read somewhere
 */
public record StandingAnswer(long id, List<TaskStanding> tasks, List<SourceStanding> sources) {

    public StandingAnswer {
        tasks = List.copyOf(tasks);
        sources = List.copyOf(sources);
    }

    /** The same without what comes by each channel. */
    public StandingAnswer withoutChannels() {
        return new StandingAnswer(
                id, tasks.stream().map(TaskStanding::withoutChannels).toList(), sources);
    }
}
