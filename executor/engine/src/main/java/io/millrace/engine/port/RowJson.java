package io.millrace.engine.port;

import io.millrace.columns.ArrayVector;
import io.millrace.columns.ByteVector;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.FloatVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.MapVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.RowVector;
import io.millrace.columns.ShortVector;
import io.millrace.columns.ValueText;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonNull;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.RowType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values as JSON for people: BOOLEAN and numbers up to INT and DOUBLE as they are, all that JavaScript could not hold
 * exactly (BIGINT, DECIMAL, times) as text, BYTES as base64, ARRAY as a list, MAP as a list of pairs, ROW as an object.
 * Long values are cut, unless the whole is asked for. Not on the path of rows.
 */
public final class RowJson {

    /** So many elements of a list or map are shown. */
    private static final int MOST_ELEMENTS = 50;

    private static final String CUT = "…";

    private final int mostText;
    private final int mostElements;

    /**
     * @param mostText texts are cut behind so many characters
     */
    public RowJson(int mostText) {
        this(mostText, MOST_ELEMENTS);
    }

    private RowJson(int mostText, int mostElements) {
        this.mostText = mostText;
        this.mostElements = mostElements;
    }

    /** Cuts nothing. */
    public static RowJson whole() {
        return new RowJson(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** A row as an object, its values by the names of the columns. */
    public JsonObject row(Schema columns, Vector[] vectors, int row) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            members.put(columns.column(i).name(), value(vectors[i], row));
        }
        return new JsonObject(members);
    }

    /** The value of a row. */
    public Json value(Vector vector, int row) {
        if (vector.isNull(row)) {
            return JsonNull.NULL;
        }
        SqlType type = vector.type().type();
        return switch (vector) {
            case ByteVector bytes ->
                type == ScalarType.BOOLEAN ? Json.of(bytes.values()[row] != 0) : Json.of(bytes.values()[row]);
            case ShortVector shorts -> Json.of(shorts.values()[row]);
            case IntVector ints -> type == ScalarType.INT ? Json.of(ints.values()[row]) : words(vector, row);
            case FloatVector floats -> number(floats.values()[row], Float.toString(floats.values()[row]));
            case DoubleVector doubles -> number(doubles.values()[row], Double.toString(doubles.values()[row]));
            case LongVector _, WideVector _, NanosVector _ -> words(vector, row);
            case BytesVector bytes -> text(type, bytes, row);
            case ArrayVector array -> list(array.elements(), array.starts()[row], array.lengths()[row]);
            case MapVector map -> pairs(map, row);
            case RowVector fields -> object((RowType) type, fields, row);
        };
    }

    private static Json words(Vector vector, int row) {
        return Json.of(ValueText.of(vector, row));
    }

    private static Json number(double value, String text) {
        return Double.isFinite(value) ? Json.of(new BigDecimal(text)) : Json.of(text);
    }

    private Json text(SqlType type, BytesVector bytes, int row) {
        int start = bytes.starts()[row];
        int length = bytes.lengths()[row];
        // No character takes more than four bytes, so what is not looked at would be cut anyway.
        int looked = (int) Math.min(length, 4 * (mostText + 1L));
        String text = type instanceof BinaryType
                ? Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(bytes.data(), start, start + looked))
                : new String(bytes.data(), start, looked, StandardCharsets.UTF_8);
        return Json.of(cut(text));
    }

    private String cut(String text) {
        if (text.length() <= mostText) {
            return text;
        }
        boolean halvesOne = Character.isHighSurrogate(text.charAt(mostText - 1));
        return text.substring(0, halvesOne ? mostText - 1 : mostText) + CUT;
    }

    private JsonArray list(Vector elements, int start, int length) {
        List<Json> list = new ArrayList<>();
        for (int i = 0; i < Math.min(length, mostElements); i++) {
            list.add(value(elements, start + i));
        }
        return closed(list, length);
    }

    private JsonArray pairs(MapVector map, int row) {
        List<Json> list = new ArrayList<>();
        int length = map.lengths()[row];
        for (int i = 0; i < Math.min(length, mostElements); i++) {
            int entry = map.starts()[row] + i;
            list.add(JsonArray.of(value(map.keys(), entry), value(map.values(), entry)));
        }
        return closed(list, length);
    }

    private JsonArray closed(List<Json> list, int length) {
        if (length > mostElements) {
            list.add(Json.of(CUT));
        }
        return new JsonArray(list);
    }

    private JsonObject object(RowType type, RowVector fields, int row) {
        JsonObject object = JsonObject.EMPTY;
        for (int i = 0; i < fields.fieldCount(); i++) {
            object = object.with(type.fields().get(i).name(), value(fields.field(i), row));
        }
        return object;
    }
}
