package io.millrace.designer.deployments.view;

import io.millrace.coordinator.JobEvent;
import io.millrace.protocol.job.ExecutorId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls executors in words by their names: the log knows them by ids, which say nothing to people.
 *
 * @param names by id
 */
record NamedExecutors(Map<String, String> names) {

    /** Those that an event may speak of: where it runs, and where it ran before. */
    static NamedExecutors of(Optional<JobEvent> before, JobEvent event, Function<ExecutorId, String> names) {
        return new NamedExecutors(Stream.concat(before.stream(), Stream.of(event))
                .flatMap(told -> told.state().executors().stream())
                .distinct()
                .collect(Collectors.toUnmodifiableMap(ExecutorId::value, names)));
    }

    String in(String text) {
        String named = text;
        for (Map.Entry<String, String> executor : names.entrySet()) {
            named = named.replace(executor.getKey(), executor.getValue());
        }
        return named;
    }

    Reason in(Reason reason) {
        return new Reason(
                reason.domain(),
                reason.code(),
                reason.nodeId(),
                in(reason.message()),
                reason.position(),
                reason.remedy());
    }
}
