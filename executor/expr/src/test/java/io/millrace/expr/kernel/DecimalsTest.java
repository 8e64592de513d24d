package io.millrace.expr.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Call;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.function.DecimalRules;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.model.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Decimal operations of every width against {@link BigDecimal}. */
class DecimalsTest {

    record Decimal(DecimalType type, BigDecimal value) {

        Object boxed() {
            BigInteger unscaled = value.unscaledValue();
            return type.isCompact() ? (Object) unscaled.longValueExact() : Decimal128.of(unscaled);
        }

        static BigDecimal of(DecimalType type, @Nullable Object boxed) {
            BigInteger unscaled = boxed instanceof Long compact
                    ? BigInteger.valueOf(compact)
                    : ((Decimal128) Objects.requireNonNull(boxed)).toBigInteger();
            return new BigDecimal(unscaled, type.scale());
        }
    }

    @Provide
    Arbitrary<Decimal> decimals() {
        return Arbitraries.integers().between(1, 38).flatMap(precision -> Arbitraries.integers()
                .between(0, precision)
                .flatMap(scale -> values(new DecimalType(precision, scale))));
    }

    private static Arbitrary<Decimal> values(DecimalType type) {
        BigInteger limit = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        Arbitrary<BigInteger> wholeRange = Arbitraries.bigIntegers().between(limit.negate(), limit);
        Arbitrary<BigInteger> fewDigits = Combinators.combine(
                        Arbitraries.integers().between(0, type.precision()), wholeRange)
                .as((digits, value) -> value.mod(BigInteger.TEN.pow(digits)));
        return Arbitraries.oneOf(wholeRange, fewDigits)
                .map(unscaled -> new Decimal(type, new BigDecimal(unscaled, type.scale())));
    }

    @Property(tries = 3000)
    void sumIsExactThenRoundedToItsType(@ForAll("decimals") Decimal a, @ForAll("decimals") Decimal b) {
        check("+", a, b, DecimalRules.sum(a.type, b.type), a.value.add(b.value));
    }

    @Property(tries = 3000)
    void differenceIsExactThenRoundedToItsType(@ForAll("decimals") Decimal a, @ForAll("decimals") Decimal b) {
        check("-", a, b, DecimalRules.sum(a.type, b.type), a.value.subtract(b.value));
    }

    @Property(tries = 3000)
    void productIsExactThenRoundedToItsType(@ForAll("decimals") Decimal a, @ForAll("decimals") Decimal b) {
        check("*", a, b, DecimalRules.product(a.type, b.type), a.value.multiply(b.value));
    }

    @Property(tries = 5000)
    void quotientIsRoundedTo38DigitsAndThenToItsTypeAsInFlink(
            @ForAll("decimals") Decimal a, @ForAll("decimals") Decimal b) {
        if (b.value.signum() != 0) {
            MathContext digits = new MathContext(38, RoundingMode.HALF_UP);
            check("/", a, b, DecimalRules.quotient(a.type, b.type), a.value.divide(b.value, digits));
        }
    }

    @Property(tries = 3000)
    void remainderHasTheSignOfTheFirst(@ForAll("decimals") Decimal a, @ForAll("decimals") Decimal b) {
        if (b.value.signum() != 0) {
            check("%", a, b, DecimalRules.remainder(a.type, b.type), a.value.remainder(b.value));
        }
    }

    @Property(tries = 3000)
    void comparisonGoesByValueWhateverTheScales(@ForAll("decimals") Decimal a, @ForAll("decimals") Decimal b) {
        assertThat(evaluate("<", a, b)).isEqualTo(new Outcome.Value(a.value.compareTo(b.value) < 0));
        assertThat(evaluate("=", a, b)).isEqualTo(new Outcome.Value(a.value.compareTo(b.value) == 0));
        BigDecimal same = a.value.setScale(a.type.scale() / 2, RoundingMode.DOWN);
        if (same.precision() <= 38 - b.type.scale()) {
            Decimal shorter = new Decimal(new DecimalType(38, a.type.scale() / 2), same);
            assertThat(evaluate(">=", a, shorter)).isEqualTo(new Outcome.Value(a.value.compareTo(same) >= 0));
        }
    }

    @Property(tries = 2000)
    void roundingDownDigitsMovesHalvesAwayFromZero(@ForAll("decimals") Decimal a) {
        for (int down = 0; down <= 40; down += 3) {
            Decimal128 out = new Decimal128();
            Decimal128 in = Decimal128.of(a.value.unscaledValue());
            WideDecimals.scaleDown(in.high(), in.low(), down, out);
            assertThat(out.toBigInteger())
                    .isEqualTo(new BigDecimal(a.value.unscaledValue(), down)
                            .setScale(0, RoundingMode.HALF_UP)
                            .unscaledValue());
        }
    }

    private static void check(String operator, Decimal a, Decimal b, DecimalType type, BigDecimal exact) {
        BigDecimal expected = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        Outcome outcome = evaluate(operator, a, b);
        if (expected.precision() > type.precision()) {
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(
                            failed.failure().cause())
                    .isEqualTo(RowError.Cause.OVERFLOW));
        } else {
            assertThat(outcome)
                    .isInstanceOfSatisfying(Outcome.Value.class, value -> assertThat(Decimal.of(type, value.value()))
                            .isEqualTo(expected));
        }
    }

    private static Outcome evaluate(String operator, Decimal a, Decimal b) {
        Call call = (Call) FunctionRegistry.resolve(
                        operator,
                        List.of(new ColumnRef(0, "a", a.type.notNull()), new ColumnRef(1, "b", b.type.notNull())))
                .orThrow();
        return new Interpreter(call, PipelineZone.UTC).evaluate(List.of(a.boxed(), b.boxed()));
    }
}
