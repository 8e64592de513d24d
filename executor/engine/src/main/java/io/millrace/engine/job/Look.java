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

/** Gathers how the tasks of a part stand, until all have said so or time is over. Called in the mailbox. */
final class Look {

    private final long query;
    private final List<SourceStanding> sources;
    private final Consumer<StandingAnswer> answer;
    private final Map<TaskId, TaskStanding> standings = new TreeMap<>();
    private int missing;
    private boolean answered;

    /** For a part whose tasks have not said anything yet. */
    Look(long query, List<TaskId> asked, List<SourceStanding> sources, Consumer<StandingAnswer> answer) {
        this.query = query;
        this.sources = sources;
        this.answer = answer;
        asked.forEach(task -> standings.put(task, TaskStanding.silent(task)));
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
                                Optional.empty()))
                        .toList());
    }

    /** A task has said how it stands. */
    void said(TaskId task, List<OperatorStanding> operators) {
        standings.put(task, new TaskStanding(task, operators));
        if (--missing == 0) {
            answer();
        }
    }

    /** Nobody waits for the others any longer. */
    void answer() {
        if (!answered) {
            answered = true;
            answer.accept(new StandingAnswer(query, new ArrayList<>(standings.values()), sources));
        }
    }
}
