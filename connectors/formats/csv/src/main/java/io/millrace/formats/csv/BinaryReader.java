package io.millrace.formats.csv;

import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.Column;
import io.millrace.spi.text.Base64Text;

/** BINARY, VARBINARY and BYTES: base64, decoded where it stands. */
final class BinaryReader extends ColumnReader {

    private final BinaryType binary;
    private final LateEdits edits;
    private BytesVector vector;

    BinaryReader(Column column, BinaryType binary, LateEdits edits, BadRecord badRecord) {
        super(column, badRecord);
        this.binary = binary;
        this.edits = edits;
        vector = (BytesVector) Vector.create(type, 0);
    }

    @Override
    Vector vector() {
        return vector;
    }

    @Override
    void bind(Vector target, byte[] bytes) {
        vector = (BytesVector) target;
        if (vector.data() != bytes) {
            vector.borrow(bytes);
        }
    }

    @Override
    boolean isNothing(boolean isQuoted) {
        return !isQuoted && type.isNullable();
    }

    @Override
    void value(byte[] data, int start, int end, Fields fields, int field, int row) {
        int length = Base64Text.decodedLength(data, start, end);
        if (length < 0) {
            throw bad(
                    "csv.type",
                    "`" + name + "` is " + shown(data, start, end) + ", which is no base64, as a column of "
                            + type.type() + " needs it. Give the column another type, or mend the data.");
        }
        if (length > binary.length() || binary.fixed() && length < binary.length()) {
            throw outOfRange(data, start, end, "stands for " + length + " bytes and so does not fit");
        }
        vector.setRange(row, start, end - start);
        edits.add(vector, row, true);
    }
}
