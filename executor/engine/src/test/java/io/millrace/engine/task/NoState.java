package io.millrace.engine.task;

import io.millrace.spi.state.BroadcastState;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.SplitListState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.spi.state.TimerState;

/** For operators without state. */
public final class NoState implements StateAccess {

    @Override
    public TableState table(StateId id, TableLayout layout) {
        throw none(id);
    }

    @Override
    public ListState list(StateId id, TableLayout layout) {
        throw none(id);
    }

    @Override
    public OrderedState ordered(StateId id, TableLayout layout, long bucketSize) {
        throw none(id);
    }

    @Override
    public BroadcastState broadcast(StateId id, TableLayout layout) {
        throw none(id);
    }

    @Override
    public SplitListState splitList(StateId id) {
        throw none(id);
    }

    @Override
    public TimerState timers(StateId id, TableLayout layout) {
        throw none(id);
    }

    @Override
    public TableState scratch(TableLayout layout) {
        throw new AssertionError("No state was foreseen");
    }

    private static AssertionError none(StateId id) {
        return new AssertionError("No state was foreseen, and " + id + " was asked for");
    }
}
