package io.millrace.engine.job;

import io.millrace.protocol.job.OperatorStanding;
import io.millrace.protocol.job.OperatorStanding.Doing;
import io.millrace.protocol.job.SourceStanding;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.TaskStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Gathers how the tasks of a part stand, until all have said so or time is over. Called in the mailbox. */
final class Look {

    private final long query;
    private final List<SourceStanding> sources;
    private final Function<TaskId, Optional<Integer>> stuckIn;
    private final Consumer<StandingAnswer> answer;
    private final Map<TaskId, Optional<TaskStanding>> standings = new TreeMap<>();
    private int missing;
    private boolean answered;

    /**
     * For a part whose tasks have not said anything yet.
     *
     * @param stuckIn of a task that does not answer, the operator that is in a step
     */
    Look(
            long query,
            List<TaskId> asked,
            List<SourceStanding> sources,
            Function<TaskId, Optional<Integer>> stuckIn,
            Consumer<StandingAnswer> answer) {
        this.query = query;
        this.sources = sources;
        this.stuckIn = stuckIn;
        this.answer = answer;
        asked.forEach(task -> standings.put(task, Optional.empty()));
        missing = asked.size();
    }

    /** A task has ended. */
    void ended(TaskId task, List<Integer> operators) {
        said(
                task,
                operators.stream()
                        .map(id -> new OperatorStanding(
                                id,
                                Doing.ENDED,
                                0,
                                List.of(),
                                List.of(),
                                List.of(),
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                        .toList());
    }

    /** A task has said how it stands. */
    void said(TaskId task, List<OperatorStanding> operators) {
        standings.put(task, Optional.of(new TaskStanding(task, operators)));
        if (--missing == 0) {
            answer();
        }
    }

    /** Nobody waits for the others any longer. */
    void answer() {
        if (!answered) {
            answered = true;
            List<TaskStanding> all = new ArrayList<>();
            standings.forEach((task, standing) ->
                    all.add(standing.orElseGet(() -> TaskStanding.silent(task, stuckIn.apply(task)))));
            answer.accept(new StandingAnswer(query, all, sources));
        }
    }
}
