package io.millrace.formats.json;

import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.DataType;
import io.millrace.spi.text.Base64Text;

/** BINARY, VARBINARY and BYTES: base64, decoded where it stands. */
final class BinaryReader extends ValueReader {

    private final BinaryType binary;
    private final LateEdits edits;
    private BytesVector vector;

    BinaryReader(String path, DataType type, BinaryType binary, LateEdits edits) {
        super(path, type);
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
    void value(JsonCursor in, byte found, int row) {
        if (found != '"') {
            throw wrongType(in);
        }
        int before = in.place;
        in.plainText();
        int length = Base64Text.decodedLength(in.plain, in.plainStart, in.plainEnd);
        if (length < 0) {
            throw in.bad(
                    "json.type",
                    "Field `" + path + "` is " + in.shown(before, in.place) + ", which is no base64, as a column of "
                            + type.type() + " needs it. Give the column another type, or mend the data.");
        }
        if (length > binary.length() || binary.fixed() && length < binary.length()) {
            throw outOfRange(in, before, "stands for " + length + " bytes and so does not fit");
        }
        vector.setRange(row, in.textStart, in.textEnd - in.textStart);
        edits.add(vector, row, in.textStart, in.textEnd, true);
    }
}
