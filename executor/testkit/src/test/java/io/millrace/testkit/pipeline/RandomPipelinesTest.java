package io.millrace.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Finished;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.TimestampType;
import io.millrace.protocol.plan.OperatorPlan;
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
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Pipelines drawn by chance, over rows made by chance and on some executors, answer what PostgreSQL answers. */
class RandomPipelinesTest {

    private static final Schema LEFT = new Schema(List.of(
            column("k", "INT"),
            column("s", "STRING"),
            column("v", "BIGINT"),
            column("d", "DECIMAL(10, 2)"),
            column("t", "TIMESTAMP(3) NOT NULL")));

    private static final Schema NAMES = new Schema(List.of(column("id", "INT"), column("label", "STRING")));

    @Property(tries = 150)
    void aPipelineAnswersWhatPostgresAnswers(@ForAll long seed) {
        try (PostgresOracle postgres = PostgresOracle.open()) {
            compare(seed, postgres);
        }
    }

    /** A deployment goes on at another parallelism with the plan it has. */
    @Property(tries = 100)
    void aPlanForSeveralTasksIsTheSameButForTheirNumber(@ForAll long seed) {
        PipelineTestDriver driver = PipelineTestDriver.of(new RandomPipeline(seed).yaml());
        OperatorPlan two = driver.parallelism(2).plan();
        for (int tasks : new int[] {3, 8}) {
            assertThat(driver.parallelism(tasks).plan()).isEqualTo(two.at(tasks));
        }
        assertThat(driver.parallelism(1).plannedAsDeployed().plan()).isEqualTo(two.at(1));
    }

    /** Rows of a window came late, since the task that held it had fallen idle in another order than the one beside it. */
    @Example
    void aTaskThatFallsIdleWithOpenWindowsLosesNone() {
        for (long seed : new long[] {21, 54}) {
            aPipelineAnswersWhatPostgresAnswers(seed);
        }
    }

    private static void compare(long seed, PostgresOracle postgres) {
        RandomPipeline pipeline = new RandomPipeline(seed);
        Random random = new Random(seed);
        List<List<@Nullable Object>> left = RandomRows.left(random, pipeline.isSorted());
        List<List<@Nullable Object>> names = RandomRows.names(random);
        load(postgres, "left", LEFT, left);
        load(postgres, "names", NAMES, names);
        PipelineTestDriver driver = PipelineTestDriver.of(pipeline.yaml())
                .rows("left", left)
                .rows("names", names)
                .parallelism(1 + random.nextInt(4))
                .executors(1 + random.nextInt(3), seed);
        if (random.nextInt(4) == 0) {
            driver.withoutRewrites();
        }
        if (random.nextBoolean()) {
            driver.plannedAsDeployed();
        }

        assertThat(driver.run()).as(pipeline.yaml()).isEqualTo(new Finished());

        Map<String, Schema> schemas = sinkSchemas(driver);
        pipeline.queries().forEach((sink, query) -> assertThat(
                        standing(driver, sink, Objects.requireNonNull(schemas.get(sink), sink)))
                .as("%s of\n%s\nwhich is\n%s", sink, pipeline.yaml(), query)
                .containsExactlyInAnyOrderElementsOf(postgres.query(query)));
    }

    private static Map<String, Schema> sinkSchemas(PipelineTestDriver driver) {
        Map<String, Schema> schemas = new java.util.HashMap<>();
        for (PhysicalOperator operator : driver.plan().operators()) {
            if (operator.type().equals("sink")) {
                schemas.put(operator.nodeId(), operator.inputs().getFirst().schema());
            }
        }
        return schemas;
    }

    private static List<List<String>> standing(PipelineTestDriver driver, String sink, Schema schema) {
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

    private static void load(PostgresOracle postgres, String table, Schema schema, List<List<@Nullable Object>> rows) {
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
