package io.millrace.state;

import io.millrace.columns.ByteVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.Vector;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import io.millrace.model.type.Widening;
import io.millrace.spi.error.RunException;
import io.millrace.spi.state.TableLayout;
import java.util.Arrays;

/**
 * Brings the rows of a state into one of another layout: key columns by position, value columns by name, both into types that
 * hold every value of theirs. Rows keep their slots, so what names rows by slot stays right. Rows that are to live for a time
 * from now on, and had none, count as written now. One use, one thread.
 */
final class StateConversion {

    private static final String VALUE = "value ";
    private static final int RUN = 4_096;
    private static final int NONE = -1;

    private final String name;
    private final HeapState from;
    private final HeapState to;
    private final long nowMicros;
    private final int[] slots = new int[RUN];
    private final int[] places = new int[RUN];

    /**
     * @param name of the state, for messages
     * @param to empty
     * @param nowMicros what stands in {@link TableLayout#WRITTEN_AT} where nothing did
     */
    StateConversion(String name, HeapState from, HeapState to, long nowMicros) {
        this.name = name;
        this.from = from;
        this.to = to;
        this.nowMicros = nowMicros;
    }

    /**
     * Copies all rows.
     *
     * @throws RunException if a column has nothing to be made of
     */
    void run() {
        if (from.kind() != to.kind()) {
            throw refused("it is " + from.kind() + " there and " + to.kind() + " here");
        }
        if (from.layout().key().size() != to.layout().key().size()) {
            throw refused("its key has other columns");
        }
        for (StatePart part : from.parts()) {
            copy(part.rows(), target(part).rows());
        }
        if (to instanceof HeapOrdered ordered) {
            from.parts().stream()
                    .filter(part -> part.number() == StatePart.ROWS)
                    .forEach(part -> ordered.restoreBound(part.note()));
        }
        to.rebuild();
    }

    private StatePart target(StatePart part) {
        if (to instanceof HeapTables tables) {
            tables.open(part.bucket());
        }
        return to.parts().stream()
                .filter(other -> other.number() == part.number() && other.bucket() == part.bucket())
                .findFirst()
                .orElseThrow();
    }

    private void copy(StoredRows source, StoredRows target) {
        SlotStore ids = source.ids();
        int[] origins = origins(source.kept().schema(), target.kept().schema());
        int next = ids.nextLive(0);
        while (next < ids.top()) {
            int count = 0;
            while (next < ids.top() && count < RUN) {
                slots[count] = next;
                places[count++] = target.restore(next);
                next = ids.nextLive(next + 1);
            }
            source.bring(slots, count, slots);
            for (int c = 0; c < origins.length; c++) {
                if (origins[c] == NONE) {
                    date((LongVector) target.kept().vector(c), count);
                } else {
                    copy(source.kept().vector(origins[c]), target.kept().vector(c), count);
                }
            }
            source.settle();
            target.settle();
        }
        target.ids().endRestore();
    }

    /** For each column the one it is made of, or {@link #NONE} for the time at which rows were written. */
    private int[] origins(Schema source, Schema target) {
        int[] origins = new int[target.size()];
        for (int c = 0; c < origins.length; c++) {
            Column column = target.column(c);
            int origin = column.name().startsWith(VALUE) ? position(source, column) : c;
            if (origin != NONE && !Widening.isPossible(source.type(origin), column.type())) {
                throw refused("its column " + source.column(origin) + " cannot be read as " + column);
            }
            origins[c] = origin;
        }
        return origins;
    }

    private int position(Schema source, Column column) {
        for (int c = 0; c < source.size(); c++) {
            if (source.column(c).name().equals(column.name())) {
                return c;
            }
        }
        if (column.name().equals(VALUE + TableLayout.WRITTEN_AT.name())) {
            return NONE;
        }
        throw refused("it has no column " + column.name().substring(VALUE.length()));
    }

    private void date(LongVector times, int count) {
        for (int i = 0; i < count; i++) {
            times.values()[places[i]] = nowMicros;
        }
    }

    private void copy(Vector source, Vector target, int count) {
        if (source.getClass() == target.getClass()) {
            for (int i = 0; i < count; i++) {
                target.copy(places[i], source, slots[i]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            if (source.isNull(slots[i])) {
                target.setNull(places[i]);
            } else {
                set(target, places[i], number(source, slots[i]));
            }
        }
    }

    private static long number(Vector from, int slot) {
        return switch (from) {
            case ByteVector bytes -> bytes.values()[slot];
            case ShortVector shorts -> shorts.values()[slot];
            case IntVector ints -> ints.values()[slot];
            default -> throw new IllegalStateException("No whole numbers to be widened: " + from.type());
        };
    }

    private static void set(Vector to, int slot, long number) {
        switch (to) {
            case ShortVector shorts -> shorts.values()[slot] = (short) number;
            case IntVector ints -> ints.values()[slot] = (int) number;
            case LongVector longs -> longs.values()[slot] = number;
            default -> throw new IllegalStateException("Nothing that whole numbers are widened to: " + to.type());
        }
    }

    private RunException refused(String why) {
        return new RunException(RunError.user(
                "state.layout",
                "The checkpoint's state %s cannot go on here: %s. There it holds %s, here %s. Start the node without its state, or deploy the revision it is of."
                        .formatted(name, why, columns(from.layout()), columns(to.layout()))));
    }

    private static String columns(TableLayout layout) {
        return Arrays.asList(layout.key(), layout.value()).toString();
    }
}
