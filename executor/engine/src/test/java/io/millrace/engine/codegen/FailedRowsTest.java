package io.millrace.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedRowsTest {

    private final FailedRows failed = new FailedRows();

    @Test
    void rowsComeBackInTheirOrder() {
        List.of(4095, 0, 64, 63, 64).forEach(failed::add);

        List<Integer> rows = new ArrayList<>();
        for (int row = failed.next(0); row >= 0; row = failed.next(row + 1)) {
            rows.add(row);
        }
        assertThat(rows).containsExactly(0, 63, 64, 4095);
        assertThat(failed.count()).isEqualTo(4);
    }

    @Test
    void failedRowsAreTakenOutOfASelection() {
        failed.add(3);
        failed.add(200);
        int[] rows = {1, 3, 100, 200, 300};

        assertThat(failed.removeFrom(rows, 5)).isEqualTo(3);
        assertThat(rows).startsWith(1, 100, 300);
    }

    @Test
    void nothingFailsAfterAClear() {
        failed.add(7);
        failed.clear();

        assertThat(failed.any()).isFalse();
        assertThat(failed.contains(7)).isFalse();
        assertThat(failed.next(0)).isEqualTo(-1);
        assertThat(failed.count()).isZero();
    }
}
