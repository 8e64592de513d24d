package io.millrace.expr.function;

import static io.millrace.expr.function.Signature.BIGINT;
import static io.millrace.expr.function.Signature.DOUBLE;

import io.millrace.expr.Category;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.kernel.Encodings;
import io.millrace.expr.kernel.Mathematics;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.ScalarType;
import java.util.List;
import java.util.Locale;

/** Trigonometry, logarithms, constants and other bases: all in DOUBLE. */
final class MathFunctions {

    private MathFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                constant("PI", "The ratio of a circle's circumference to its diameter", "3.141592653589793"),
                constant("E", "The base of the natural logarithm", "2.718281828459045"),
                onNumber("SIN", "The sine of an angle in radians", "SIN(0)", "0.0"),
                onNumber("COS", "The cosine of an angle in radians", "COS(0)", "1.0"),
                onNumber("TAN", "The tangent of an angle in radians", "TAN(0)", "0.0"),
                onNumber("COT", "The cotangent of an angle in radians", "ROUND(COT(PI() / 4), 6)", "1.0"),
                onNumber("ASIN", "The angle in radians whose sine this is; NaN beyond -1 and 1", "ASIN(0)", "0.0"),
                onNumber("ACOS", "The angle in radians whose cosine this is; NaN beyond -1 and 1", "ACOS(1)", "0.0"),
                onNumber("ATAN", "The angle in radians whose tangent this is", "ATAN(0)", "0.0"),
                number("ATAN2")
                        .args(2)
                        .signature("ATAN2(y, x) → DOUBLE")
                        .meaning("The angle in radians of the point (x, y), from the positive x axis")
                        .example("ATAN2(0, 1)", "0.0")
                        .resolvedBy(
                                Signature.of(DOUBLE, DOUBLE).answers(ScalarType.DOUBLE, Mathematics.class, "atan2")),
                onNumber("SINH", "The hyperbolic sine", "SINH(0)", "0.0"),
                onNumber("COSH", "The hyperbolic cosine", "COSH(0)", "1.0"),
                onNumber("TANH", "The hyperbolic tangent", "TANH(0)", "0.0"),
                onNumber("DEGREES", "An angle in radians as degrees", "DEGREES(PI())", "180.0"),
                onNumber("RADIANS", "An angle in degrees as radians", "RADIANS(180)", "3.141592653589793"),
                onNumber("LOG2", "The logarithm to base 2", "LOG2(8)", "3.0"),
                number("LOG")
                        .args(1, 2)
                        .signature("LOG([base,] number) → DOUBLE")
                        .meaning("The logarithm to the base, the natural one unless it is given")
                        .example("LOG(1)", "0.0")
                        .example("LOG(10, 100)", "2.0")
                        .resolvedBy(Signature.of(DOUBLE, DOUBLE).answers(ScalarType.DOUBLE, Mathematics.class, "log")),
                number("BIN")
                        .signature("BIN(integer) → STRING")
                        .meaning("The integer in digits of base 2; a negative one as 64 bits of its two's complement")
                        .example("BIN(12)", "1100")
                        .resolvedBy(Signature.of(BIGINT).answers(CharacterType.STRING, Encodings.class, "bin")));
    }

    private static ScalarFunction.Builder number(String name) {
        return ScalarFunction.named(name, Category.NUMBER);
    }

    private static ScalarFunction constant(String name, String meaning, String value) {
        return number(name)
                .args(0)
                .signature(name + "() → DOUBLE")
                .meaning(meaning)
                .example(name + "()", value)
                .resolvedBy(Signature.of().answers(ScalarType.DOUBLE, Mathematics.class, method(name)));
    }

    private static ScalarFunction onNumber(String name, String meaning, String example, String value) {
        return number(name)
                .signature(name + "(number) → DOUBLE")
                .meaning(meaning)
                .example(example, value)
                .resolvedBy(Signature.of(DOUBLE).answers(ScalarType.DOUBLE, Mathematics.class, method(name)));
    }

    private static String method(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
