package io.millrace.testkit.flink;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Identifiers;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.TimestampType;
import io.millrace.testkit.canonical.PlainText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** Whole queries in streaming mode at parallelism 1 over rows of files, folded to the rows that stand in the end. One thread. */
final class FlinkQueries {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StreamTableEnvironment tables;

    private FlinkQueries(StreamTableEnvironment tables) {
        this.tables = tables;
    }

    static FlinkQueries on(SharedCluster cluster) {
        Configuration configuration = new Configuration();
        configuration.set(DeploymentOptions.TARGET, SharedCluster.NAME);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(cluster, configuration, FlinkQueries.class.getClassLoader());
        environment.setParallelism(1);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.getConfig().set("table.local-time-zone", "UTC");
        return new FlinkQueries(tables);
    }

    /**
     * A table that a query reads.
     *
     * @param file a JSON object a line
     * @param rowTime the column that is event time, if one is
     * @param delayMillis how far watermarks are behind it: less than a minute
     */
    record Input(String name, Schema schema, Path file, Optional<String> rowTime, long delayMillis) {}

    /**
     * Runs a query to the end of its inputs.
     *
     * @param key columns by which a row replaces another one, where Flink does not say which; none where it does
     * @return the rows that stand, each as the texts of its columns by name, and how often
     * @throws IOException when a file cannot be read
     * @throws Exception what Flink throws when it cannot plan the query, or when the job fails
     */
    Map<Map<String, String>, Integer> run(List<Input> inputs, String sql, List<String> key) throws Exception {
        List<MemoryTable> read = new ArrayList<>();
        try {
            for (Input input : inputs) {
                MemoryTable table = MemoryTable.of(rows(input));
                read.add(table);
                provide(input, table);
            }
            Map<Map<String, String>, Integer> standing = fold(tables.sqlQuery(sql), key);
            for (MemoryTable table : read) {
                if (!table.failures().isEmpty()) {
                    throw new IllegalStateException("Rows failed: "
                            + table.failures().values().iterator().next());
                }
            }
            return standing;
        } finally {
            read.forEach(MemoryTable::release);
            inputs.forEach(input -> tables.dropTemporaryTable(Identifiers.alwaysQuoted(input.name())));
        }
    }

    private void provide(Input input, MemoryTable table) {
        var columns = org.apache.flink.table.api.Schema.newBuilder();
        for (Column column : input.schema().columns()) {
            columns.column(column.name(), DataTypes.of(FlinkTypes.spelling(column.type())));
        }
        input.rowTime().ifPresent(name -> {
            String quoted = Identifiers.alwaysQuoted(name);
            String delay = "INTERVAL '0 00:00:%06.3f' DAY TO SECOND(3)".formatted(input.delayMillis() / 1_000.0);
            columns.watermark(name, quoted + " - " + delay);
        });
        TableDescriptor.Builder source = MemoryTableFactory.describe(table);
        tables.createTemporaryTable(
                Identifiers.alwaysQuoted(input.name()),
                source.schema(columns.build()).build());
    }

    private static List<RowData> rows(Input input) throws IOException {
        List<RowData> rows = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(input.file())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = JSON.readTree(line);
                GenericRowData row = new GenericRowData(input.schema().size());
                for (int i = 0; i < input.schema().size(); i++) {
                    DataType type = input.schema().type(i);
                    row.setField(
                            i,
                            FlinkValues.toInternal(
                                    plain(json.get(input.schema().column(i).name()), type), type));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static @Nullable Object plain(@Nullable JsonNode value, DataType type) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (type.type() == ScalarType.BIGINT) {
            return value.longValue();
        }
        return type.type() instanceof TimestampType
                ? LocalDateTime.parse(value.asText().replace(' ', 'T'))
                : value.asText();
    }

    private Map<Map<String, String>, Integer> fold(Table result, List<String> key) throws Exception {
        List<String> names = result.getResolvedSchema().getColumnNames();
        Map<Map<String, String>, Integer> standing = new HashMap<>();
        Map<List<String>, Map<String, String>> byKey = new HashMap<>();
        try (CloseableIterator<Row> changes = tables.toChangelogStream(result).executeAndCollect()) {
            while (changes.hasNext()) {
                Row row = changes.next();
                Map<String, String> texts = new TreeMap<>();
                for (int i = 0; i < names.size(); i++) {
                    texts.put(names.get(i), PlainText.of(row.getField(i)));
                }
                boolean isAdded = row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER;
                if (key.isEmpty()) {
                    add(standing, texts, isAdded ? 1 : -1);
                } else {
                    List<String> of = key.stream().map(texts::get).toList();
                    Map<String, String> before = isAdded ? byKey.put(of, texts) : byKey.remove(of);
                    if (before != null) {
                        add(standing, before, -1);
                    }
                    if (isAdded) {
                        add(standing, texts, 1);
                    }
                }
            }
        }
        return standing;
    }

    private static void add(Map<Map<String, String>, Integer> standing, Map<String, String> row, int times) {
        standing.merge(row, times, (before, more) -> before + more == 0 ? null : before + more);
    }
}
