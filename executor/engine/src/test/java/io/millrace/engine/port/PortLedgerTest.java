package io.millrace.engine.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.job.PortCounts;
import io.millrace.protocol.job.TapRows;
import io.millrace.spi.PortMeter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortLedgerTest {

    private static final Schema SCHEMA = new Schema(List.of(new Column("v", DataType.parse("BIGINT NOT NULL"))));
    private static final EdgeSchema ROWS = EdgeSchema.append(SCHEMA);

    private final PortLedger ledger = new PortLedger(2);
    private final BatchPool batches = new BatchPool(SCHEMA);
    private final RowsPool selections = new RowsPool();

    @Test
    void aPortIsCountedInAllTasks() {
        PortMeter first = ledger.meter("bids", "out", ROWS);
        PortMeter second = ledger.meter("bids", "out", ROWS);
        pass(first, 3);
        pass(second, 4);
        second.blocked(10);

        assertThat(ledger.counts("bids")).containsExactly(new PortCounts("out", 7, 10, 2));
    }

    @Test
    void whatIsTakenBackDoesNotCount() {
        PortMeter ahead = ledger.meter("bids", "out", ROWS);
        PortMeter lost = ledger.meter("bids", "out", ROWS);
        pass(ahead, 3);
        lost.takeBack(1);

        assertThat(ledger.counts("bids")).containsExactly(new PortCounts("out", 2, 0, 2));
    }

    @Test
    void aTapShowsTheFirstRowsAndSaysHowManyItLeftOut() {
        PortMeter meter = ledger.meter("bids", "out", ROWS);
        pass(meter, 5);
        ledger.open("bids", "out", 100, 3);
        pass(meter, 2);
        pass(meter, 10);

        TapReport report = onlyReport(0);
        assertThat(values(report)).containsExactly("0", "1", "0");
        assertThat(report.skipped()).isEqualTo(9);
        assertThat(report.total()).isEqualTo(12);

        assertThat(ledger.drain(1)).as("nothing has passed").isEmpty();
        pass(meter, 1);
        report = onlyReport(2);
        assertThat(values(report)).containsExactly("0");
        assertThat(report.skipped()).isZero();
        assertThat(report.total()).isEqualTo(13);
    }

    @Test
    void aTapSeesTasksThatBeginLater() {
        ledger.open("bids", "out", 100);
        pass(ledger.meter("bids", "out", ROWS), 1);

        assertThat(values(onlyReport(0))).containsExactly("0");
    }

    @Test
    void aTapClosesUnlessItIsRenewed() {
        PortMeter meter = ledger.meter("bids", "out", ROWS);
        ledger.open("bids", "out", 100);
        ledger.drain(0);
        ledger.open("bids", "out", 200);
        pass(meter, 1);
        assertThat(ledger.drain(150)).hasSize(1);
        pass(meter, 1);
        assertThat(ledger.drain(200)).isEmpty();
        pass(meter, 1);
        assertThat(ledger.drain(150)).as("it is closed").isEmpty();
    }

    @Test
    void theTapNobodyRenewedMakesRoom() {
        PortMeter a = ledger.meter("a", "out", ROWS);
        PortMeter b = ledger.meter("b", "out", ROWS);
        PortMeter c = ledger.meter("c", "out", ROWS);
        ledger.open("a", "out", 100);
        ledger.open("b", "out", 100);
        ledger.open("a", "out", 100);
        ledger.open("c", "out", 100);
        List.of(a, b, c).forEach(meter -> pass(meter, 1));

        assertThat(ledger.drain(0).stream().map(TapReport::nodeId)).containsExactly("a", "c");
    }

    @Test
    void halfAnUpdateIsShownAsReadersSeeIt() {
        PortMeter meter = ledger.meter("bids", "out", ROWS);
        ledger.open("bids", "out", 100);
        Batch batch = batch(4);
        byte[] changes = batch.writableChanges();
        changes[0] = Change.UPDATE_BEFORE;
        changes[1] = Change.UPDATE_AFTER;
        changes[2] = Change.UPDATE_BEFORE;
        changes[3] = Change.UPDATE_AFTER;
        Rows rows = selections.take(batch);
        System.arraycopy(new int[] {0, 1, 3}, 0, rows.selectionBuffer(), 0, 3);
        rows.select(3);
        meter.passed(rows);
        rows.release();

        assertThat(onlyReport(0).rows().stream().map(TapRows.Row::change))
                .containsExactly(TapRows.Change.UPDATE_BEFORE, TapRows.Change.UPDATE_AFTER, TapRows.Change.INSERT);
    }

    private TapReport onlyReport(long nowNanos) {
        List<TapReport> reports = ledger.drain(nowNanos);
        assertThat(reports).hasSize(1);
        return reports.getFirst();
    }

    private static List<String> values(TapReport report) {
        return report.rows().stream()
                .map(row -> row.values().get(0).toString().replace("\"", ""))
                .toList();
    }

    private void pass(PortMeter meter, int count) {
        Rows rows = selections.take(batch(count));
        meter.passed(rows);
        rows.release();
    }

    private Batch batch(int count) {
        Batch batch = batches.take();
        for (int i = 0; i < count; i++) {
            ((LongVector) batch.column(0)).values()[i] = i;
        }
        batch.setRowCount(count);
        return batch;
    }
}
