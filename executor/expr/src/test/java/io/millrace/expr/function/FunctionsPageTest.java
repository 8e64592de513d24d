package io.millrace.expr.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.testing.EveryCall;
import io.millrace.expr.testing.SampleValues;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/functions.md} is what the declarations say. When it is not, run this test with
 * {@code -Dtest.arguments=-Dgolden.write=true} to write it anew, and read the difference before committing it.
 */
class FunctionsPageTest {

    private static final Path PAGE = Path.of("../../docs/functions.md");

    @Test
    void thePageIsWhatTheDeclarationsSay() throws IOException {
        String page = FunctionsPage.write();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void aFunctionThatSaysNothingElseIsNullWhenAnArgumentIs() {
        for (ScalarFunction function : EveryCall.functions()) {
            if (function.nulls().equals(ScalarFunction.STRICT)) {
                EveryCall.calls(function, true).forEach(FunctionsPageTest::requireNullForNull);
            }
        }
    }

    private static void requireNullForNull(EveryCall.OfColumns call) {
        Interpreter interpreter = new Interpreter(call.tree(), PipelineZone.UTC);
        for (Expr arg : call.tree().children()) {
            if (!(arg instanceof ColumnRef missing)) {
                continue;
            }
            List<@Nullable Object> row = new ArrayList<>();
            for (DataType column : call.columns()) {
                row.add(SampleValues.of(column.type()).getFirst());
            }
            row.set(missing.index(), null);
            // Another argument may fail the row before.
            if (interpreter.evaluate(row) instanceof Outcome.Value(Object value)) {
                assertThat(value).as("%s on %s", call.tree(), row).isNull();
            }
        }
    }
}
