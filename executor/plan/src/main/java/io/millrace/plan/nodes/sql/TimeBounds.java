package io.millrace.plan.nodes.sql;

import io.millrace.plan.sql.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far apart the event times of two sides may be, as conditions say it: {@code a.ts BETWEEN b.ts - INTERVAL '1' HOUR AND b.ts}. In
 * microseconds of the left time less the right one.
 */
final class TimeBounds {

    private final Rows left;
    private final Rows right;
    private final boolean haveTimes;
    private final List<Part> taken = new ArrayList<>();
    private long lower = Long.MIN_VALUE;
    private long upper = Long.MAX_VALUE;

    TimeBounds(Rows left, Rows right) {
        this.left = left;
        this.right = right;
        haveTimes = left.isAppend()
                && right.isAppend()
                && left.port().schema().eventTime().isPresent()
                && right.port().schema().eventTime().isPresent();
    }

    /** A time of one side and what is added to it. */
    private record Term(boolean isLeft, long micros) {}

    /** Whether a condition bounds the distance; if so it has been counted. */
    boolean takes(Part condition) {
        if (!haveTimes) {
            return false;
        }
        Optional<List<Part>> between = condition.between();
        boolean isOne = between.isPresent()
                ? between(between.get())
                : condition
                        .compared()
                        .filter(compared -> bound(term(compared.left()), compared.operator(), term(compared.right())))
                        .isPresent();
        if (isOne) {
            taken.add(condition);
        }
        return isOne;
    }

    private boolean between(List<Part> parts) {
        Optional<Term> value = term(parts.get(0));
        Optional<Term> from = term(parts.get(1));
        Optional<Term> to = term(parts.get(2));
        return areOpposite(value, from) && areOpposite(value, to) && bound(value, ">=", from) && bound(value, "<=", to);
    }

    private static boolean areOpposite(Optional<Term> one, Optional<Term> other) {
        return one.isPresent()
                && other.isPresent()
                && one.get().isLeft() != other.get().isLeft();
    }

    private boolean bound(Optional<Term> one, String operator, Optional<Term> other) {
        if (!areOpposite(one, other)) {
            return false;
        }
        boolean isTurned = !one.get().isLeft();
        // left + a op right + b, so left - right op b - a.
        long distance = isTurned
                ? one.get().micros() - other.get().micros()
                : other.get().micros() - one.get().micros();
        switch (isTurned ? turned(operator) : operator) {
            case "<=" -> upper = Math.min(upper, distance);
            case "<" -> upper = Math.min(upper, distance - 1);
            case ">=" -> lower = Math.max(lower, distance);
            case ">" -> lower = Math.max(lower, distance + 1);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String turned(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    private Optional<Term> term(Part part) {
        if (part.name().isPresent()) {
            return time(part).map(isLeft -> new Term(isLeft, 0));
        }
        return part.sum().flatMap(sum -> {
            Optional<Boolean> time = time(sum.left());
            OptionalLong length =
                    sum.right().intervalMicros().map(OptionalLong::of).orElse(OptionalLong.empty());
            return time.isPresent() && length.isPresent()
                    ? Optional.of(
                            new Term(time.get(), sum.operator().equals("+") ? length.getAsLong() : -length.getAsLong()))
                    : Optional.empty();
        });
    }

    /** Whether a name is the event time of the left side, or of the right one; of neither, nothing. */
    private Optional<Boolean> time(Part part) {
        Optional<List<String>> name = part.name();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> ofLeft = left.scope().inner(name.get());
        if (ofLeft.isPresent()) {
            return ofLeft.equals(left.port().schema().eventTime()) ? Optional.of(true) : Optional.empty();
        }
        Optional<String> ofRight = right.scope().inner(name.get());
        return ofRight.isPresent() && ofRight.equals(right.port().schema().eventTime())
                ? Optional.of(false)
                : Optional.empty();
    }

    /** Whether there is a bound on either side. */
    boolean areComplete() {
        return lower != Long.MIN_VALUE && upper != Long.MAX_VALUE && lower <= upper;
    }

    /** How much earlier a left row may be. */
    long before() {
        return Math.max(0, -lower);
    }

    /** How much later a left row may be. */
    long after() {
        return Math.max(0, upper);
    }

    /** The conditions taken that an interval does not say, or not all of. An interval holds the moment itself. */
    List<Part> notSaid(boolean isNear) {
        return isNear && lower <= 0 && upper >= 0 ? List.of() : List.copyOf(taken);
    }
}
