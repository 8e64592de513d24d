package io.millrace.engine.operators.aggregate;

import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableState;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All tables of an aggregation by bucket, as {@link TableState} has those of one state. A bucket is there if it has groups. */
final class GroupStates {

    private final TableState groups;
    private final TableState[] values;

    /** What was opened last, which mostly is what is asked for next. */
    private @Nullable GroupTables opened;

    private long openedBucket;

    private GroupStates(TableState groups, List<TableState> values) {
        this.groups = groups;
        this.values = values.toArray(TableState[]::new);
    }

    /** Those that are state. */
    static GroupStates kept(StateAccess access, AggregateSpec spec) {
        return of(access.table(spec.stateId(), spec.layout()), spec, of -> access.table(of.stateId(), of.layout()));
    }

    /** Those of windows that have been sent, by their ends. */
    static GroupStates sent(StateAccess access, AggregateSpec spec) {
        return of(
                access.table(spec.sentId().orElseThrow(), spec.layout()),
                spec,
                of -> access.table(of.sentId().orElseThrow(), of.layout()));
    }

    /** Tables of the same kind that no checkpoint holds. */
    static GroupStates scratch(StateAccess access, AggregateSpec spec) {
        return of(access.scratch(spec.layout()), spec, of -> access.scratch(of.layout()));
    }

    private static GroupStates of(
            TableState groups, AggregateSpec spec, Function<AggregateSpec.Distinct, TableState> values) {
        return new GroupStates(groups, spec.distinct().stream().map(values).toList());
    }

    /** The tables of this bucket, made when they are not there. */
    GroupTables open(long bucket) {
        GroupTables last = opened;
        if (last != null && openedBucket == bucket) {
            return last;
        }
        Table[] tables = new Table[values.length];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = values[i].open(bucket);
        }
        GroupTables made = new GroupTables(groups.open(bucket), tables);
        opened = made;
        openedBucket = bucket;
        return made;
    }

    /** The tables of this bucket, if it is there. */
    @Nullable
    GroupTables find(long bucket) {
        return groups.find(bucket) == null ? null : open(bucket);
    }

    /** Drops a bucket, if it is there. */
    void drop(long bucket) {
        if (openedBucket == bucket) {
            opened = null;
        }
        groups.drop(bucket);
        for (TableState tables : values) {
            tables.drop(bucket);
        }
    }

    /** Drops all buckets below this one. */
    void dropBelow(long bound) {
        for (long first = first(); first < bound; first = first()) {
            drop(first);
        }
    }

    /** The lowest bucket, or {@link Long#MAX_VALUE} when there is none. */
    long first() {
        return groups.first();
    }

    /** The lowest bucket above this one, or {@link Long#MAX_VALUE}. */
    long next(long bucket) {
        return groups.next(bucket);
    }
}
