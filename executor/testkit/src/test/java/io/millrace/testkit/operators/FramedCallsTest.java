package io.millrace.testkit.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.KeyHash;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.columns.testing.RandomRows;
import io.millrace.engine.operators.aggregate.FramedCalls;
import io.millrace.engine.operators.aggregate.RunningCalls;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TableState;
import io.millrace.state.HeapStateBackend;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An aggregate over a frame that moves on comes to what it comes to over the same rows anew, to the bit. */
class FramedCallsTest {

    private static final int ROWS = 300;

    private static final BigInteger LARGEST = new BigInteger("9".repeat(38));

    /** An aggregate of one argument, and the type of its results. */
    private record Case(String function, String argument, String result) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of(
                "TINYINT",
                "SMALLINT",
                "INT",
                "BIGINT",
                "DECIMAL(12, 2)",
                "DECIMAL(30, 4)",
                "DECIMAL(38, 0)",
                "FLOAT",
                "DOUBLE")) {
            String sum = type.startsWith("DECIMAL") ? "DECIMAL(38" + type.substring(type.indexOf(',')) : type;
            cases.add(new Case("SUM", type, sum));
            cases.add(new Case("AVG", type, sum));
            cases.add(new Case("VAR_SAMP", type, sum));
        }
        for (String type : List.of(
                "BOOLEAN",
                "TINYINT",
                "INT",
                "BIGINT",
                "DATE",
                "DECIMAL(12, 2)",
                "DECIMAL(30, 4)",
                "FLOAT",
                "DOUBLE",
                "TIMESTAMP(3)",
                "TIMESTAMP(9)",
                "STRING",
                "BYTES")) {
            cases.add(new Case("MIN", type, type));
            cases.add(new Case("MAX", type, type));
        }
        cases.add(new Case("COUNT", "STRING", "BIGINT NOT NULL"));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFrameThatMovesOnComesToWhatItsRowsComeToAnew(Case given) {
        RandomRows random = new RandomRows(given.hashCode());
        DataType type = DataType.parse(given.argument);
        Vector argument = Vector.create(type, ROWS);
        List<? extends List<?>> values = random.rows(RandomRows.schema(type), ROWS);
        for (int row = 0; row < ROWS; row++) {
            // Of the largest ones two go around what a sum has bits for.
            boolean isLarge = given.argument.equals("DECIMAL(38, 0)") && row % 3 != 0;
            BoxedValues.set(argument, row, isLarge ? LARGEST : values.get(row).getFirst());
        }
        RunningCalls calls = RunningCalls.of(
                List.of(new OperatorConfig(JsonObject.of("id", Json.of("c"), "function", Json.of(given.function))
                        .with("argument", Json.of(0))
                        .with("argumentType", Json.of(given.argument)))));
        Table table = table(calls);
        FramedCalls framed = calls.framed();
        framed.begin(new Vector[] {argument});
        Random frames = new Random(given.hashCode());
        int from = 0;
        int to = 0;
        for (int batch = 0; batch < 20; batch++) {
            int[] slots = slots(table, 2 * 16);
            framed.beginBatch();
            if (frames.nextInt(4) == 0) {
                framed.beginRun();
                from = 0;
                to = 0;
            }
            for (int i = 0; i < 16; i++) {
                to = Math.min(ROWS - 1, to + frames.nextInt(4));
                // Now and then a frame has no row of the one before.
                from = Math.min(to, from + frames.nextInt(frames.nextInt(10) == 0 ? 30 : 4));
                framed.add(table, slots[i], from, to);
                for (int row = from; row <= to; row++) {
                    if (!argument.isNull(row)) {
                        calls.update(table, new Vector[] {argument}, new int[] {row}, 1, new int[] {slots[16 + i]});
                    }
                }
            }
            framed.end(table, slots);
            assertThat(results(calls, table, Arrays.copyOf(slots, 16), given))
                    .isEqualTo(results(calls, table, Arrays.copyOfRange(slots, 16, 32), given));
            table.remove(slots, slots.length);
            table.unpin();
        }
    }

    private static List<String> results(RunningCalls calls, Table table, int[] slots, Case given) {
        Vector out = Vector.create(DataType.parse(given.result), slots.length);
        String[] results = new String[slots.length];
        calls.write(0, table, slots, slots.length, out, (row, _) -> results[row] = "does not fit");
        for (int i = 0; i < results.length; i++) {
            results[i] = results[i] == null ? String.valueOf(BoxedValues.get(out, i)) : results[i];
        }
        return List.of(results);
    }

    private static Table table(RunningCalls calls) {
        TableLayout layout = TableLayout.of(List.of(new Column("n", ScalarType.BIGINT.notNull())), calls.columns());
        return new HeapStateBackend()
                .open("test", KeyGroupRange.ALL)
                .access()
                .scratch(layout)
                .open(TableState.TIMELESS);
    }

    private static int[] slots(Table table, int count) {
        Vector[] numbers = {Vector.create(ScalarType.BIGINT.notNull(), count)};
        for (int i = 0; i < count; i++) {
            ((LongVector) numbers[0]).values()[i] = i;
        }
        long[] hashes = new long[count];
        KeyHash.hash(numbers[0], null, count, hashes, true);
        int[] slots = new int[count];
        table.fetch(numbers, null, count, hashes, Table.Absent.CREATE, slots);
        return slots;
    }
}
