package io.millrace.benchmarks.flink;

import java.util.function.LongSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Eleven sums of eight bytes a key, read, added to and written for each row. Tells how it gets on by static fields. */
final class SumsByKey extends KeyedProcessFunction<Long, Long, Long> {

    private static final long serialVersionUID = 1;
    private static final int SUMS = 11;

    /** As many rows make a batch of Millrace's. */
    private static final int BATCH = 4_096;

    /** Rows so far, up to the last whole batch. */
    static volatile long rows;

    /** Whether one row is done. */
    static volatile boolean begun;

    /** The longest time for a batch since it was set to 0, nanoseconds. */
    static volatile long longest;

    private transient ValueState<long[]> sums;
    private transient long last;
    private transient long count;

    @Override
    public void open(OpenContext context) {
        sums = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("sums", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
        last = System.nanoTime();
    }

    @Override
    public void processElement(Long key, Context context, Collector<Long> out) throws Exception {
        long[] row = sums.value();
        if (row == null) {
            row = new long[SUMS];
        }
        for (int i = 0; i < SUMS; i++) {
            row[i] += key + i;
        }
        sums.update(row);
        if (++count % BATCH == 0) {
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
            rows = count;
        } else if (count == 1) {
            begun = true;
        }
    }

    /** A row for each key, and then keys as they are chosen. */
    static final class Keys implements GeneratorFunction<Long, Long> {

        private static final long serialVersionUID = 1;

        /** What comes after the first rows; another thread changes it. */
        static volatile LongSupplier choice = () -> 0;

        private final long keys;

        Keys(long keys) {
            this.keys = keys;
        }

        @Override
        public Long map(Long index) {
            return index < keys ? index * KeyChoice.SPREAD : choice.getAsLong();
        }
    }
}
