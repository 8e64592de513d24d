package io.millrace.engine.task;

import io.millrace.columns.Signal.Barrier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The barrier that is on its way through a task, to know when it has passed all its operators. Task thread only. */
final class PassingBarrier implements BarrierListener {

    private final BarrierListener listener;
    private @Nullable Barrier barrier;

    PassingBarrier(BarrierListener listener) {
        this.listener = listener;
    }

    @Override
    public void reached(Reached operator, Barrier reached) {
        barrier = reached;
        listener.reached(operator, reached);
    }

    /** To be called when operators have done something. */
    void look(List<OperatorRunner> operators) {
        Barrier current = barrier;
        if (current == null) {
            return;
        }
        for (int i = 0; i < operators.size(); i++) {
            if (!operators.get(i).isPast(current.checkpoint())) {
                return;
            }
        }
        barrier = null;
        listener.passed(current);
    }
}
