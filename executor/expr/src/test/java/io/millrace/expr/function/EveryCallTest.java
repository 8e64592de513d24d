package io.millrace.expr.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.KernelHandle;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.function.Casts.Conversion;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.testing.EveryCall;
import io.millrace.expr.testing.RandomTrees;
import io.millrace.expr.testing.SampleValues;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.DataType;
import io.millrace.model.type.SqlType;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever typing accepts, the interpreter computes. */
class EveryCallTest {

    private static final PipelineZone ZONE = new PipelineZone(ZoneId.of("Europe/Berlin"));

    @Test
    void everyPairOfTypesThatConvertsHasItsKernels() {
        int conversions = 0;
        for (SqlType from : SampleValues.TYPES) {
            for (SqlType to : SampleValues.TYPES) {
                if (Casts.conversion(from, to) instanceof Conversion.Through(List<Kernel> kernels)) {
                    kernels.forEach(KernelHandle::new);
                    conversions++;
                }
            }
        }
        assertThat(conversions).isGreaterThan(300);
    }

    @Test
    void everyCallOfOneOrTwoTypesThatIsAcceptedIsComputed() {
        int calls = 0;
        for (ScalarFunction function : EveryCall.functions()) {
            List<EveryCall.OfColumns> accepted = EveryCall.calls(function, false);
            accepted.forEach(EveryCallTest::evaluateAll);
            assertThat(accepted).as(function.name()).isNotEmpty();
            calls += accepted.size();
        }
        assertThat(calls).isGreaterThan(3_000);
    }

    private static void evaluateAll(EveryCall.OfColumns call) {
        Expr expr = call.tree();
        List<SqlType> types = call.columns().stream().map(DataType::type).toList();
        Interpreter interpreter = new Interpreter(expr, ZONE);
        for (Object first : SampleValues.of(types.getFirst())) {
            if (types.size() == 1) {
                check(expr, interpreter.evaluate(List.of(first)));
            } else {
                for (Object second : SampleValues.of(types.get(1)).subList(0, 2)) {
                    check(expr, interpreter.evaluate(List.of(first, second)));
                }
            }
        }
    }

    private static void check(Expr expr, Outcome outcome) {
        switch (outcome) {
            case Outcome.Value(Object value) -> {
                if (value == null) {
                    assertThat(expr.type().isNullable()).as("%s is NULL", expr).isTrue();
                } else {
                    assertThat(value).isInstanceOf(Carrier.of(expr.type()).boxedType());
                }
            }
            case Outcome.Failed(var failure) ->
                assertThat(failure.message()).contains(": ").hasSizeGreaterThan(15);
        }
    }

    @Property(tries = 5000)
    void aRandomTreeHasAValueOfItsTypeOrADescribedFailure(@ForAll long seed) {
        RandomTrees random = new RandomTrees(seed);
        Expr tree = random.tree(5);
        check(tree, new Interpreter(tree, ZONE).evaluate(random.row()));
    }

    @Property(tries = 2000)
    void replacingThePartsOfATreeByThemselvesGivesTheSameTree(@ForAll long seed) {
        Expr tree = new RandomTrees(seed).tree(4);
        assertThat(tree.withChildren(tree.children())).isEqualTo(tree);
    }
}
