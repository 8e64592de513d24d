package io.millrace.formats.csv;

import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.spi.text.Utf8Text;

/** CHAR, VARCHAR and STRING: ranges of the chunk. */
final class TextReader extends ColumnReader {

    private final CharacterType characters;
    private final LateEdits edits;
    private BytesVector vector;

    TextReader(Column column, CharacterType characters, LateEdits edits, BadRecord badRecord) {
        super(column, badRecord);
        this.characters = characters;
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
    boolean keepsBlanks() {
        return true;
    }

    @Override
    void value(byte[] data, int start, int end, Fields fields, int field, int row) {
        if (!fields.isAscii()) {
            requireUtf8(data, start, end);
        }
        vector.setRange(row, start, end - start);
        if (fields.hasDoubledQuotes(field)) {
            edits.add(vector, row, false);
        }
        if (characters.length() != CharacterType.UNBOUNDED) {
            requireLength(data, start, end, fields.hasDoubledQuotes(field));
        }
    }

    private void requireUtf8(byte[] data, int start, int end) {
        int invalid = Utf8Text.firstInvalid(data, start, end);
        if (invalid >= 0) {
            throw bad(
                    "csv.utf8",
                    "`" + name + "` is " + shown(data, start, end)
                            + ", which is no UTF-8: byte 0x%02x at place %d of it. Files must be UTF-8."
                                    .formatted(data[invalid], invalid - start + 1));
        }
    }

    private void requireLength(byte[] data, int start, int end, boolean hasDoubled) {
        int length = Utf8Text.codePoints(data, start, end);
        for (int i = start; hasDoubled && i < end; i++) {
            if (data[i] == '"') {
                length--;
                i++;
            }
        }
        if (length > characters.length() || characters.fixed() && length < characters.length()) {
            throw bad(
                    "csv.range",
                    "`" + name + "` is " + shown(data, start, end) + ", which has " + length
                            + " characters, but the column is " + type
                            + ". Declare it as STRING or VARCHAR with enough characters, or mend the data.");
        }
    }
}
