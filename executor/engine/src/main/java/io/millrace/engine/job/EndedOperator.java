package io.millrace.engine.job;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal.End;
import io.millrace.spi.operator.Operator;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.OperatorFactory;
import io.millrace.spi.operator.Progress;

/** Stands for an operator that had come to its end in all tasks before a recovery: hands the end on, and nothing else. */
final class EndedOperator implements Operator {

    private final OperatorContext context;
    private final int inputs;
    private final int outputs;

    /** The input whose end is waited for. */
    private int next;

    private EndedOperator(OperatorContext context, int inputs, int outputs) {
        this.context = context;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    static OperatorFactory factory(int inputs, int outputs) {
        return context -> new EndedOperator(context, inputs, outputs);
    }

    @Override
    public Progress step() {
        while (next < inputs) {
            Element element = context.input(next).poll();
            switch (element) {
                case null -> {
                    return Progress.NEEDS_INPUT;
                }
                case End _ -> next++;
                case Rows rows -> {
                    rows.release();
                    throw new IllegalStateException("Rows came to an operator whose inputs had all ended");
                }
                default -> {}
            }
        }
        for (int output = 0; output < outputs; output++) {
            context.output(output).signal(new End());
        }
        return Progress.DONE;
    }

    @Override
    public void close() {}
}
