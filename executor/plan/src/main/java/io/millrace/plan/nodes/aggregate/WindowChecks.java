package io.millrace.plan.nodes.aggregate;

import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Cumulative;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Hopping;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Session;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Tumbling;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Window;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** Whether the lengths of a window fit each other. */
final class WindowChecks {

    /** A window of more slices is a slip of the pen: each has a table of its own while it is open. */
    private static final long MOST_SLICES = 10_000;

    private final TypingContext context;

    WindowChecks(TypingContext context) {
        this.context = context;
    }

    /** Reports what is wrong; says whether nothing is. */
    boolean areSound(Window window) {
        return switch (window) {
            case Tumbling tumbling -> keepsFew(tumbling.lateness(), tumbling.size());
            case Session _ -> true;
            case Hopping hopping -> isSound(hopping) && keepsFew(hopping.lateness(), hopping.slide());
            case Cumulative cumulative -> isSound(cumulative) && keepsFew(cumulative.lateness(), cumulative.step());
        };
    }

    /** Each window that still takes late rows has a table of its own. */
    private boolean keepsFew(Optional<Duration> lateness, Duration apart) {
        if (lateness.isEmpty() || slices(lateness.get(), apart) <= MOST_SLICES) {
            return true;
        }
        context.error(
                PlanProblemCodes.WINDOW_LATENESS,
                "With a lateness of %s and a window every %s, %,d windows take late rows at once; at most %,d are possible. Allow less"
                        .formatted(print(lateness.get()), print(apart), slices(lateness.get(), apart), MOST_SLICES),
                AggregateTyping.WINDOW.key("lateness"));
        return false;
    }

    private boolean isSound(Hopping hopping) {
        Duration size = hopping.size();
        Duration slide = hopping.slide();
        if (slide.compareTo(size) > 0) {
            report(
                    "slide",
                    "A window of " + print(size) + " every " + print(slide)
                            + " leaves rows between windows out; let the"
                            + " slide be at most the size, and take rows out with a filter",
                    size);
            return false;
        }
        Duration slice = divisor(size, slide);
        if (slices(size, slice) > MOST_SLICES) {
            context.error(
                    PlanProblemCodes.WINDOW_LENGTHS,
                    "Windows of %s every %s are made of slices of %s, %,d each; at most %,d are possible. Let size and slide have a larger common divisor"
                            .formatted(print(size), print(slide), print(slice), slices(size, slice), MOST_SLICES),
                    AggregateTyping.WINDOW.key("slide"));
            return false;
        }
        return true;
    }

    private boolean isSound(Cumulative cumulative) {
        Duration size = cumulative.size();
        Duration step = cumulative.step();
        Duration fitting = divisor(size, step);
        if (!fitting.equals(step)) {
            report(
                    "step",
                    "A window of " + print(size) + " does not grow by whole steps of " + print(step)
                            + "; let the size be a multiple of the step",
                    fitting);
            return false;
        }
        if (slices(size, step) > MOST_SLICES) {
            context.error(
                    PlanProblemCodes.WINDOW_LENGTHS,
                    "A window of %s by %s has %,d steps; at most %,d are possible. Take a longer step"
                            .formatted(print(size), print(step), slices(size, step), MOST_SLICES),
                    AggregateTyping.WINDOW.key("step"));
            return false;
        }
        return true;
    }

    private void report(String field, String message, Duration instead) {
        FieldPath path = FieldPath.of("config").then(AggregateTyping.WINDOW.key(field));
        context.report(Problem.error(PlanProblemCodes.WINDOW_LENGTHS, message)
                .at(path)
                .fix(
                        "Use `" + print(instead) + "`",
                        new Edit.SetConfig(
                                context.node().id(), AggregateTyping.WINDOW.key(field), Json.of(print(instead)))));
    }

    private static long slices(Duration size, Duration slice) {
        return Durations.micros(size) / Durations.micros(slice);
    }

    private static Duration divisor(Duration one, Duration other) {
        long micros = BigInteger.valueOf(Durations.micros(one))
                .gcd(BigInteger.valueOf(Durations.micros(other)))
                .longValueExact();
        return Duration.ofNanos(Math.multiplyExact(micros, 1_000L));
    }

    private static String print(Duration duration) {
        return Durations.print(duration);
    }
}
