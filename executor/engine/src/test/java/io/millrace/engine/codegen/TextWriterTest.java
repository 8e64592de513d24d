package io.millrace.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.DataType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Results that point into bytes which stay are not copied; all others are. */
class TextWriterTest {

    private static final DataType STRING = DataType.parse("STRING");
    private static final byte[] CONSTANTS = "yesno".getBytes(StandardCharsets.UTF_8);

    private final ScratchVectors scratch = new ScratchVectors();
    private final BytesVector input = text("Vienna", "Graz", "Linz");
    private final BytesVector result = (BytesVector) Vector.create(STRING, Batch.MAX_ROWS);
    private final TextWriter writer = new TextWriter();

    TextWriterTest() {
        writer.configure(CONSTANTS, scratch);
    }

    @Test
    void rangesOfAnInputAreTakenOver() {
        writer.begin(result, new Vector[] {input});
        writer.put(0, part(input, 0, 1, 3));
        writer.put(2, part(input, 2, 0, 2));

        assertThat(result.data()).isSameAs(input.data());
        assertThat(result.appendedBytes()).isZero();
        assertThat(value(0)).isEqualTo("ien");
        assertThat(value(2)).isEqualTo("Li");
    }

    @Test
    void rangesOfTheConstantsAreTakenOver() {
        writer.begin(result, new Vector[] {input});
        writer.put(0, constant(0, 3));
        writer.put(1, constant(3, 2));

        assertThat(result.data()).isSameAs(CONSTANTS);
        assertThat(value(0)).isEqualTo("yes");
        assertThat(value(1)).isEqualTo("no");
    }

    @Test
    void whatAKernelHasWrittenIsCopied() {
        Utf8 register = new Utf8();
        writer.begin(result, new Vector[] {input});
        for (int row = 0; row < 2; row++) {
            register.scratch(1)[0] = (byte) ('a' + row);
            register.setScratch(1);
            writer.put(row, register);
        }

        assertThat(value(0)).isEqualTo("a");
        assertThat(value(1)).isEqualTo("b");
    }

    @Test
    void aResultFromElsewhereEndsTheSharing() {
        writer.begin(result, new Vector[] {input});
        writer.put(0, part(input, 0, 0, 6));
        writer.put(1, constant(0, 3));
        writer.put(2, part(input, 2, 0, 4));

        assertThat(result.data()).isNotSameAs(input.data());
        assertThat(value(0)).isEqualTo("Vienna");
        assertThat(value(1)).isEqualTo("yes");
        assertThat(value(2)).isEqualTo("Linz");
    }

    @Test
    void whereSharingEndedOnceLaterBlocksAreCopiedAtOnce() {
        aResultFromElsewhereEndsTheSharing();
        result.clear();

        writer.begin(result, new Vector[] {input});
        writer.put(0, part(input, 0, 0, 6));

        assertThat(result.data()).isNotSameAs(input.data());
        assertThat(value(0)).isEqualTo("Vienna");
    }

    @Test
    void theEmptyTextLiesAnywhere() {
        writer.begin(result, new Vector[] {input});
        writer.put(0, new Utf8());
        writer.put(1, part(input, 1, 0, 4));
        writer.put(2, new Utf8());

        assertThat(result.data()).isSameAs(input.data());
        assertThat(value(0)).isEmpty();
        assertThat(value(1)).isEqualTo("Graz");
        assertThat(value(2)).isEmpty();
    }

    @Test
    void rangesOfScratchAreCopiedUnlessScratchItselfPointsToBytesThatStay() {
        BytesVector owning = (BytesVector) scratch.create(STRING);
        BoxedValues.set(owning, 0, "Wels");
        writer.begin(result, new Vector[] {owning});
        writer.put(0, part(owning, 0, 0, 4));
        assertThat(result.data()).isNotSameAs(owning.data());
        assertThat(value(0)).isEqualTo("Wels");

        BytesVector borrowing = (BytesVector) scratch.create(STRING);
        borrowing.borrow(input.data());
        borrowing.setRange(0, input.starts()[0], 6);
        result.clear();
        writer.begin(result, new Vector[] {borrowing});
        writer.put(0, part(borrowing, 0, 0, 6));
        assertThat(result.data()).isSameAs(input.data());
        assertThat(value(0)).isEqualTo("Vienna");
    }

    private String value(int row) {
        return String.valueOf(BoxedValues.get(result, row));
    }

    private static BytesVector text(String... values) {
        BytesVector vector = (BytesVector) Vector.create(STRING, Batch.MAX_ROWS);
        for (int row = 0; row < values.length; row++) {
            BoxedValues.set(vector, row, values[row]);
        }
        return vector;
    }

    private static Utf8 part(BytesVector vector, int row, int from, int length) {
        Utf8 register = new Utf8();
        register.set(vector.data(), vector.starts()[row] + from, length);
        return register;
    }

    private static Utf8 constant(int from, int length) {
        Utf8 register = new Utf8();
        register.set(CONSTANTS, from, length);
        return register;
    }
}
