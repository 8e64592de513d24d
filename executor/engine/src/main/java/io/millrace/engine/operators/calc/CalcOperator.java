package io.millrace.engine.operators.calc;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.engine.operators.OperatorType;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Progress;
import java.util.List;

/** Runs a chain of stages on all rows of its input. Signals go to every output. */
public final class CalcOperator implements Operator {

    /** Config: see {@link CalcPlan}. */
    public static final OperatorType TYPE = (spec, timeZone) -> {
        CalcPlan plan = CalcPlan.of(spec, spec.inputs().getFirst(), timeZone);
        return context -> new CalcOperator(context, plan);
    };

    private final OperatorContext context;
    private final CalcProgram program;
    private final int outputs;

    CalcOperator(OperatorContext context, CalcPlan plan) {
        this.context = context;
        program = plan.open(context);
        outputs = plan.branches();
    }

    @Override
    public Progress step() {
        for (int i = 0; i < outputs; i++) {
            // One batch may come out at every port, so all of them need room.
            if (!context.output(i).hasRoom()) {
                return Progress.OUTPUT_FULL;
            }
        }
        Element element = context.input(0).poll();
        switch (element) {
            case null -> {
                return Progress.NEEDS_INPUT;
            }
            case Rows rows -> {
                List<Rows> results = program.runRouted(rows);
                for (int i = 0; i < outputs; i++) {
                    context.output(i).emit(results.get(i));
                }
                return Progress.YIELD;
            }
            case Signal signal -> {
                for (int i = 0; i < outputs; i++) {
                    context.output(i).signal(signal);
                }
                return signal instanceof Signal.End ? Progress.DONE : Progress.YIELD;
            }
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
