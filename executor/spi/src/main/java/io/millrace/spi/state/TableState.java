package io.millrace.spi.state;

import org.jspecify.annotations.Nullable;

/**
 * Tables of one layout, one per time bucket, so that what is past can be dropped as a whole. An operator without time
 * uses the one bucket {@link #TIMELESS}.
 */
public interface TableState {

    /** The bucket of an operator without time. */
    long TIMELESS = 0;

    /** The table of this bucket, made when it is not there. */
    Table open(long bucket);

    /** The table of this bucket, if there is one. */
    @Nullable
    Table find(long bucket);

    /** Drops the table of this bucket with all its rows, if there is one. It and its vectors are not to be used again. */
    void drop(long bucket);

    /** The lowest bucket that has a table, or {@link Long#MAX_VALUE} when there is none. */
    long first();

    /** The lowest bucket above {@code bucket} that has a table, or {@link Long#MAX_VALUE}. */
    long next(long bucket);
}
