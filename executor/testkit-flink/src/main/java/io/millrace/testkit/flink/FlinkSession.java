package io.millrace.testkit.flink;

import io.millrace.model.type.Column;
import io.millrace.model.type.Identifiers;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.types.DataType;

/** Flink's SQL front end in batch mode at parallelism 1, over a cluster in this process. One thread. */
final class FlinkSession {

    /** The name under which expressions see their input, as {@code t.a}. */
    private static final String INPUT = "t";

    /** Expressions typed by one query. */
    private static final int TYPED_AT_ONCE = 64;

    /** Refused expressions come in flocks: fewer are not halved but asked one by one. */
    private static final int TYPED_APART = 16;

    private final TableEnvironment tables;

    private FlinkSession(TableEnvironment tables) {
        this.tables = tables;
    }

    static FlinkSession on(SharedCluster cluster) {
        Configuration configuration = new Configuration();
        configuration.set(DeploymentOptions.TARGET, SharedCluster.NAME);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(cluster, configuration, FlinkSession.class.getClassLoader());
        environment.setParallelism(1);
        StreamTableEnvironment tables = StreamTableEnvironment.create(
                environment, EnvironmentSettings.newInstance().inBatchMode().build());
        return new FlinkSession(tables);
    }

    /** The zone in which TIMESTAMP_LTZ is shown and read. */
    void useTimeZone(String zone) {
        tables.getConfig().set("table.local-time-zone", zone);
    }

    /** Flink's type of each expression over columns of the schema; no job runs. */
    List<Typed> types(Schema schema, List<String> expressions, String groupBy) {
        provide(MemoryTableFactory.describe(MemoryTable.empty()), schema);
        List<Typed> types = new ArrayList<>();
        for (int from = 0; from < expressions.size(); from += TYPED_AT_ONCE) {
            addTypes(expressions.subList(from, Math.min(expressions.size(), from + TYPED_AT_ONCE)), groupBy, types);
        }
        return types;
    }

    /** In one query, which costs little more than one expression does; when that is refused, in smaller parts. */
    private void addTypes(List<String> expressions, String groupBy, List<Typed> types) {
        // A line break ends a comment at the end of an expression.
        String sql = select(expressions) + (groupBy.isEmpty() ? "" : " GROUP BY " + groupBy);
        try {
            List<DataType> columns = tables.sqlQuery(sql).getResolvedSchema().getColumnDataTypes();
            if (columns.size() == expressions.size()) {
                columns.forEach(column -> types.add(Typed.of(column)));
                return;
            }
            if (expressions.size() == 1) {
                types.add(Typed.refused("This is not one expression but " + columns.size()));
                return;
            }
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // Calcite asserts what it should refuse.
            if (expressions.size() == 1) {
                types.add(Typed.refused(FlinkErrors.rootMessage(e)));
                return;
            }
        }
        int part = expressions.size() > TYPED_APART ? expressions.size() / 2 : 1;
        for (int from = 0; from < expressions.size(); from += part) {
            addTypes(expressions.subList(from, Math.min(expressions.size(), from + part)), groupBy, types);
        }
    }

    /** Makes the input of expressions: a source with these columns. */
    void provide(TableDescriptor.Builder source, Schema schema) {
        var columns = org.apache.flink.table.api.Schema.newBuilder();
        for (Column column : schema.columns()) {
            columns.column(column.name(), DataTypes.of(FlinkTypes.spelling(column.type())));
        }
        tables.dropTemporaryTable(INPUT);
        tables.createTemporaryTable(INPUT, source.schema(columns.build()).build());
    }

    /**
     * Runs one job that writes the query's columns to the sink.
     *
     * @throws Exception what Flink throws when it cannot plan or compile the query, or when the job fails
     */
    void run(String query, TableDescriptor.Builder sink) throws Exception {
        Table table = tables.sqlQuery(query);
        var columns = org.apache.flink.table.api.Schema.newBuilder();
        // Nullable columns: a NULL in what Flink typed NOT NULL is to reach us, not to end the job.
        table.getResolvedSchema()
                .getColumns()
                .forEach(column ->
                        columns.column(column.getName(), column.getDataType().nullable()));
        table.insertInto(sink.schema(columns.build()).build()).execute().await();
    }

    /** {@code SELECT items FROM} the input. */
    static String select(List<String> items) {
        return "SELECT " + String.join("\n, ", items) + "\nFROM " + INPUT;
    }

    static String quoted(String column) {
        return Identifiers.alwaysQuoted(column);
    }

    /** What Flink made of an expression: a type, or the reason why not. */
    record Typed(String text, boolean isRefused) {

        static Typed of(DataType type) {
            return new Typed(type.getLogicalType().asSummaryString(), false);
        }

        static Typed refused(String reason) {
            return new Typed(reason, true);
        }
    }
}
