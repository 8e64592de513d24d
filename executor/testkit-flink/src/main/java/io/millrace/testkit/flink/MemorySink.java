package io.millrace.testkit.flink;

import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.data.RowData;

/** Writes rows of these types to a {@link MemoryTable}, as text. */
record MemorySink(long number, List<DataType> types) implements DynamicTableSink {

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(DynamicTableSink.Context context) {
        List<String> spellings = types.stream().map(DataType::toString).toList();
        return SinkV2Provider.of(new RowSink(number, spellings), 1);
    }

    @Override
    public DynamicTableSink copy() {
        return this;
    }

    @Override
    public String asSummaryString() {
        return MemoryTableFactory.NAME;
    }

    /** Travels serialized to the task, hence a number for the table and spellings for the types. */
    private record RowSink(long number, List<String> spellings) implements Sink<RowData> {

        @Override
        public SinkWriter<RowData> createWriter(WriterInitContext context) {
            List<DataType> types = spellings.stream().map(DataType::parse).toList();
            return new RowWriter(MemoryTable.numbered(number), types);
        }
    }

    private record RowWriter(MemoryTable table, List<DataType> types) implements SinkWriter<RowData> {

        @Override
        public void write(RowData row, SinkWriter.Context context) {
            List<Answer> values = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                values.add(answer(row, i, types.get(i)));
            }
            table.write(values);
        }

        private static Answer answer(RowData row, int position, DataType type) {
            try {
                return Answer.value(FlinkValues.toPlain(row, position, type));
            } catch (RuntimeException e) {
                // Flink computes some values that their type does not have, such as times before midnight.
                return Answer.error("no value of its type: " + FlinkErrors.rootMessage(e));
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            // Rows are written at once.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
