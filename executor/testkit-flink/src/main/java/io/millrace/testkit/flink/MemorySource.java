package io.millrace.testkit.flink;

import java.util.List;
import org.apache.flink.legacy.table.connector.source.SourceFunctionProvider;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.RowData;

/**
 * Reads a {@link MemoryTable}. The source is chained to whatever computes on the rows, so an exception in the
 * computation comes back out of {@code collect}: the source notes it against the row and goes on with the next, and one
 * job tells which rows fail.
 */
record MemorySource(long number) implements ScanTableSource {

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    @SuppressWarnings("deprecation") // The newer interface wants an enumerator, readers and serializers for this.
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return SourceFunctionProvider.of(new RowSource(number), true, 1);
    }

    @Override
    public DynamicTableSource copy() {
        return this;
    }

    @Override
    public String asSummaryString() {
        return MemoryTableFactory.NAME;
    }

    /** Travels serialized to the task, hence a number for the table. */
    @SuppressWarnings("deprecation")
    private record RowSource(long number) implements SourceFunction<RowData> {

        @Override
        public void run(SourceContext<RowData> context) {
            MemoryTable table = MemoryTable.numbered(number);
            List<RowData> rows = table.rows();
            for (int i = 0; i < rows.size(); i++) {
                try {
                    context.collect(rows.get(i));
                } catch (RuntimeException e) {
                    table.fail(i, FlinkErrors.rootMessage(e));
                }
            }
        }

        @Override
        public void cancel() {
            // The tables are small: the run ends by itself.
        }
    }
}
