package io.millrace.formats.json;

import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.spi.text.Utf8Text;

/** CHAR, VARCHAR and STRING: ranges of the chunk. What is no text is taken as the JSON it stands as. */
final class TextReader extends ValueReader {

    private final CharacterType characters;
    private final LateEdits edits;
    private BytesVector vector;

    TextReader(String path, DataType type, CharacterType characters, LateEdits edits) {
        super(path, type);
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
    void value(JsonCursor in, byte found, int row) {
        int before = in.place;
        if (found == '"') {
            in.text();
            if (in.textHasEscapes) {
                edits.add(vector, row, in.textStart, in.textEnd, false);
            }
            vector.setRange(row, in.textStart, in.textEnd - in.textStart);
        } else {
            in.skip();
            vector.setRange(row, before, in.place - before);
        }
        if (characters.length() != CharacterType.UNBOUNDED) {
            requireLength(in, before, found == '"');
        }
    }

    private void requireLength(JsonCursor in, int before, boolean isText) {
        int length;
        if (isText) {
            // Not plainText: the range is set, only its length in characters is in question.
            byte[] bytes = new byte[in.textEnd - in.textStart];
            length = Utf8Text.codePoints(bytes, 0, Escapes.remove(in.data, in.textStart, in.textEnd, bytes, 0));
        } else {
            length = Utf8Text.codePoints(in.data, before, in.place);
        }
        if (length > characters.length() || characters.fixed() && length < characters.length()) {
            throw in.bad(
                    "json.range",
                    "Field `" + path + "` is " + in.shown(before, in.place) + ", which has " + length
                            + " characters, but the column is " + type
                            + ". Declare it as STRING or VARCHAR with enough characters, or mend the data.");
        }
    }
}
