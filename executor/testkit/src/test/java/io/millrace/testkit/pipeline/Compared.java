package io.millrace.testkit.pipeline;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.TimestampType;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.testkit.canonical.CanonicalText;
import io.millrace.testkit.oracle.PostgresOracle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of the sources of random pipelines and of their sinks, for PostgreSQL and as it answers. */
final class Compared {

    static final Schema LEFT = new Schema(List.of(
            column("k", "INT"),
            column("s", "STRING"),
            column("v", "BIGINT"),
            column("d", "DECIMAL(10, 2)"),
            column("t", "TIMESTAMP(3) NOT NULL")));

    static final Schema NAMES = new Schema(List.of(column("id", "INT"), column("label", "STRING")));

    private Compared() {}

    private static Map<String, Schema> sinkSchemas(PipelineTestDriver driver) {
        Map<String, Schema> schemas = new java.util.HashMap<>();
        for (PhysicalOperator operator : driver.plan().operators()) {
            if (operator.type().equals("sink")) {
                schemas.put(operator.nodeId(), operator.inputs().getFirst().schema());
            }
        }
        return schemas;
    }

    /** What stands at a sink in the end, as the oracle writes values. */
    static List<List<String>> standing(PipelineTestDriver driver, String sink) {
        Schema schema = Objects.requireNonNull(sinkSchemas(driver).get(sink), sink);
        List<List<String>> rows = new ArrayList<>();
        for (List<@Nullable Object> row : driver.standing(sink)) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                texts.add(CanonicalText.write(plain(schema.column(i).type(), row.get(i))));
            }
            rows.add(texts);
        }
        return rows;
    }

    /** A value of a vector as PostgreSQL's driver would give it. */
    private static @Nullable Object plain(DataType type, @Nullable Object boxed) {
        if (boxed == null) {
            return null;
        }
        return switch (type.type()) {
            case DecimalType decimal ->
                new BigDecimal(
                        boxed instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) boxed), decimal.scale());
            case TimestampType _ ->
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus((Long) boxed, ChronoUnit.MICROS);
            default -> boxed;
        };
    }

    /** Makes a table of rows as vectors have their values. */
    static void load(PostgresOracle postgres, String table, Schema schema, List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> plain = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(plain(schema.column(i).type(), row.get(i)));
            }
            plain.add(values);
        }
        postgres.createTable(table, schema, plain);
    }

    private static Column column(String name, String type) {
        return new Column(name, DataType.parse(type));
    }
}
