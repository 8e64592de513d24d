package io.millrace.engine.operators.calc;

import static io.millrace.engine.operators.calc.CalcFixture.call;
import static io.millrace.engine.operators.calc.CalcFixture.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Rows;
import io.millrace.columns.Signal;
import io.millrace.columns.Signal.End;
import io.millrace.columns.Signal.Idle;
import io.millrace.columns.Signal.Watermark;
import io.millrace.engine.operators.calc.CalcStage.Kind;
import io.millrace.expr.Literal;
import io.millrace.spi.operator.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalcOperatorTest {

    private final CalcFixture task = new CalcFixture("k INT NOT NULL");
    private final CalcOperator operator =
            new CalcOperator(task, task.plan(stage("route", Kind.ROUTE, call(">", task.column("k"), Literal.of(10)))));

    @Test
    void signalsGoToEveryOutputBehindTheRowsBeforeThem() {
        task.arriving.addAll(
                List.of(task.rows(List.of(List.of(5), List.of(50))), new Watermark(7), new Idle(), new End()));

        assertThat(List.of(operator.step(), operator.step(), operator.step(), operator.step()))
                .containsExactly(Progress.YIELD, Progress.YIELD, Progress.YIELD, Progress.DONE);
        for (int port = 0; port < 2; port++) {
            assertThat(task.emitted.get(port)).hasSize(4);
            assertThat(task.emitted.get(port).subList(1, 4)).containsExactly(new Watermark(7), new Idle(), new End());
        }
        release();
    }

    @Test
    void withoutInputItAsksForSome() {
        assertThat(operator.step()).isEqualTo(Progress.NEEDS_INPUT);
    }

    @Test
    void oneFullOutputStopsItBeforeItTakesRows() {
        task.room.set(1, 0);
        task.arriving.add(task.rows(List.of(List.of(50))));

        assertThat(operator.step()).isEqualTo(Progress.OUTPUT_FULL);
        assertThat(task.arriving).hasSize(1);

        task.room.set(1, 1);
        assertThat(operator.step()).isEqualTo(Progress.YIELD);
        assertThat(task.emitted.get(0)).hasSize(1);
        release();
    }

    private void release() {
        for (var port : task.emitted) {
            for (var element : port) {
                switch (element) {
                    case Rows rows -> rows.release();
                    case Signal _ -> {}
                }
            }
        }
        operator.close();
        task.assertNothingHeld();
    }
}
