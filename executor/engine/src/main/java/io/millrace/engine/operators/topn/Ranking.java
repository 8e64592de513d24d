package io.millrace.engine.operators.topn;

import io.millrace.columns.OrderNumber;
import io.millrace.columns.Rows;
import io.millrace.columns.ValueOrder;
import io.millrace.columns.Vector;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Physical;
import io.millrace.model.type.Schema;
import java.util.Arrays;
import java.util.List;

/**
 * The order of rows. Rows that are equal in it stay in the order they came.
 *
 * <p>Each row has a number that begins as the order does: a row with a smaller one comes first, and only among rows of one number have
 * the values to be looked at.
 */
final class Ranking {

    /**
     * A column that rows are sorted by.
     *
     * @param column its position in the rows
     */
    record By(int column, boolean isDescending, boolean nullsFirst) {}

    private final By[] by;
    private final boolean isExact;

    /** @param by the columns, the first one before the others; none for the order in which rows came */
    Ranking(Schema rows, List<By> by) {
        this.by = by.toArray(By[]::new);
        isExact = by.isEmpty()
                || by.size() == 1 && tellsValue(rows.type(by.getFirst().column()));
    }

    /** Whether equal numbers mean that values and NULL are equal. */
    private static boolean tellsValue(DataType type) {
        boolean isFull = type.physical() == Physical.LONG;
        // There is no number left for NULL.
        return OrderNumber.isExact(type) && !(isFull && type.isNullable());
    }

    /** Whether rows of one number are equal in the order. */
    boolean isExact() {
        return isExact;
    }

    /** Positions of the columns that are compared. */
    int[] columns() {
        return Arrays.stream(by).mapToInt(By::column).toArray();
    }

    /** Fills in the number of each row, by position. */
    void number(Rows rows, long[] numbers) {
        if (by.length == 0) {
            Arrays.fill(numbers, 0, rows.count(), 0);
            return;
        }
        Vector column = rows.batch().column(by[0].column());
        boolean isDescending = by[0].isDescending();
        long ofNull = by[0].nullsFirst() ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (column.isNull(row)) {
                numbers[i] = ofNull;
            } else {
                long number = OrderNumber.of(column, row);
                numbers[i] = isDescending ? ~number : number;
            }
        }
    }

    /**
     * Compares rows by all columns: below 0 when the first comes first.
     *
     * @param a the columns that rows are sorted by, in their order
     * @param b the same of the other row
     */
    int compare(Vector[] a, int rowA, Vector[] b, int rowB) {
        for (int i = 0; i < by.length; i++) {
            int order = compare(by[i], a[i], rowA, b[i], rowB);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(By by, Vector a, int rowA, Vector b, int rowB) {
        boolean isNullA = a.isNull(rowA);
        boolean isNullB = b.isNull(rowB);
        if (isNullA || isNullB) {
            return by.nullsFirst() ? Boolean.compare(isNullB, isNullA) : Boolean.compare(isNullA, isNullB);
        }
        int order = ValueOrder.compare(a, rowA, b, rowB);
        return by.isDescending() ? -order : order;
    }
}
