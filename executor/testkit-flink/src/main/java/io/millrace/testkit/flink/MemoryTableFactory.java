package io.millrace.testkit.flink;

import io.millrace.model.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;

/** The connector through which Flink reads and writes {@link MemoryTable}s. Flink finds it as a service. */
public final class MemoryTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    /** What a table of this connector says of itself. */
    static final String NAME = "memory";

    private static final ConfigOption<Long> NUMBER =
            ConfigOptions.key("number").longType().noDefaultValue();

    /** Describes the table, without columns yet. */
    static TableDescriptor.Builder describe(MemoryTable table) {
        return TableDescriptor.forConnector(NAME).option(NUMBER, table.number());
    }

    @Override
    public String factoryIdentifier() {
        return NAME;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(NUMBER);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSource createDynamicTableSource(DynamicTableFactory.Context context) {
        return new MemorySource(number(context));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(DynamicTableFactory.Context context) {
        List<DataType> types = new ArrayList<>();
        context.getPhysicalRowDataType()
                .getChildren()
                .forEach(type -> types.add(DataType.parse(type.getLogicalType().asSummaryString())));
        return new MemorySink(number(context), types);
    }

    private static long number(DynamicTableFactory.Context context) {
        return Long.parseLong(context.getCatalogTable().getOptions().get(NUMBER.key()));
    }
}
