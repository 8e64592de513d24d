package io.millrace.columns;

import io.millrace.model.type.ArrayType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.MapType;
import io.millrace.model.type.RowType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A value as {@code key-hash.tsv} writes it: {@code name(text)}, or {@code name(parts)} for nested ones, where the parts of
 * a map are its keys and values in turn.
 */
record KeyTerm(String name, String text, List<KeyTerm> parts) {

    /** The values of a line, in order. */
    static List<KeyTerm> parseAll(String text) {
        return new Parser(text).list('\0');
    }

    /** The types whose vectors can hold this value. */
    List<DataType> types() {
        List<String> spellings = new ArrayList<>();
        switch (name) {
            case "whole" -> wholeTypes(spellings);
            case "double", "double-bits" -> {
                spellings.add("DOUBLE");
                double value = toDouble();
                if (Double.isNaN(value) || (float) value == value) {
                    spellings.add("FLOAT");
                }
            }
            case "float" -> spellings.addAll(List.of("FLOAT", "DOUBLE"));
            case "decimal" -> {
                spellings.add("DECIMAL(38, 0)");
                if (new BigInteger(text).abs().toString().length() <= 18) {
                    spellings.addAll(List.of("DECIMAL(18, 0)", "DECIMAL(18, 7)"));
                }
            }
            case "timestamp" -> {
                spellings.addAll(List.of("TIMESTAMP(9)", "TIMESTAMP_LTZ(7)"));
                if (text.endsWith(" 0")) {
                    spellings.addAll(List.of("TIMESTAMP(6)", "TIMESTAMP_LTZ(0)"));
                }
            }
            case "bytes" -> spellings.addAll(List.of("BYTES", "BINARY(4)", "STRING", "CHAR(7)"));
            case "null" ->
                spellings.addAll(
                        List.of("BOOLEAN", "INT", "DOUBLE", "DECIMAL(30, 0)", "STRING", "ARRAY<INT>", "ROW<a INT>"));
            case "array" -> {
                return List.of(new ArrayType(typeOf(parts)).nullable());
            }
            case "map" -> {
                return List.of(new MapType(typeOf(everySecondPart(0)), typeOf(everySecondPart(1))).nullable());
            }
            case "row" -> {
                List<Column> fields = new ArrayList<>();
                parts.forEach(part -> fields.add(new Column("f" + fields.size(), typeOf(List.of(part)))));
                return List.of(new RowType(fields).nullable());
            }
            default -> throw new IllegalArgumentException("There is no value " + name);
        }
        return spellings.stream().map(DataType::parse).toList();
    }

    /** Makes this the value of a row. */
    void putInto(Vector vector, int row) {
        if (name.equals("null")) {
            vector.setNull(row);
            return;
        }
        switch (vector) {
            case ByteVector bytes -> bytes.values()[row] = Byte.parseByte(text);
            case ShortVector shorts -> shorts.values()[row] = Short.parseShort(text);
            case IntVector ints -> ints.values()[row] = Integer.parseInt(text);
            case LongVector longs -> longs.values()[row] = Long.parseLong(text.split(" ")[0]);
            case FloatVector floats ->
                floats.values()[row] = name.equals("float") ? Float.parseFloat(text) : (float) toDouble();
            case DoubleVector doubles -> doubles.values()[row] = toDouble();
            case WideVector wide -> {
                wide.high()[row] = new BigInteger(text).shiftRight(64).longValueExact();
                wide.low()[row] = new BigInteger(text).longValue();
            }
            case NanosVector nanos -> {
                long micros = Long.parseLong(text.split(" ")[0]);
                nanos.millis()[row] = Math.floorDiv(micros, 1000L);
                nanos.nanos()[row] = Math.floorMod(micros, 1000) * 1000 + Integer.parseInt(text.split(" ")[1]);
            }
            case BytesVector bytes -> {
                byte[] content = HexFormat.of().parseHex(text);
                bytes.append(row, content, 0, content.length);
            }
            case ArrayVector array -> {
                int start = array.append(row, parts.size());
                for (int i = 0; i < parts.size(); i++) {
                    parts.get(i).putInto(array.elements(), start + i);
                }
            }
            case MapVector map -> {
                int start = map.append(row, parts.size() / 2);
                for (int i = 0; i < parts.size(); i++) {
                    parts.get(i).putInto(i % 2 == 0 ? map.keys() : map.values(), start + i / 2);
                }
            }
            case RowVector fields -> {
                for (int i = 0; i < parts.size(); i++) {
                    parts.get(i).putInto(fields.field(i), row);
                }
            }
        }
    }

    private double toDouble() {
        return switch (name) {
            case "double-bits" -> Double.longBitsToDouble(Long.parseUnsignedLong(text, 16));
            case "float" -> Float.parseFloat(text);
            default -> Double.parseDouble(text);
        };
    }

    private void wholeTypes(List<String> spellings) {
        long value = Long.parseLong(text);
        spellings.addAll(List.of("BIGINT", "INTERVAL DAY TO SECOND", "TIMESTAMP(3)", "DECIMAL(38, 0)"));
        if (value == (int) value) {
            spellings.addAll(List.of("INT", "DATE", "INTERVAL YEAR TO MONTH", "DECIMAL(10, 2)"));
        }
        if (value == (short) value) {
            spellings.add("SMALLINT");
        }
        if (value == (byte) value) {
            spellings.add("TINYINT");
        }
        if (value == 0 || value == 1) {
            spellings.addAll(List.of("BOOLEAN", "TIME(0)"));
        }
    }

    private List<KeyTerm> everySecondPart(int first) {
        List<KeyTerm> chosen = new ArrayList<>();
        for (int i = first; i < parts.size(); i += 2) {
            chosen.add(parts.get(i));
        }
        return chosen;
    }

    private static DataType typeOf(List<KeyTerm> values) {
        return values.stream()
                .filter(value -> !value.name.equals("null"))
                .findFirst()
                .map(value -> value.types().getFirst())
                .orElse(DataType.parse("INT"));
    }

    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        /** Values up to {@code end}, which is left behind. */
        List<KeyTerm> list(char end) {
            List<KeyTerm> values = new ArrayList<>();
            while (peek() != end) {
                values.add(value());
                if (peek() == ',' || peek() == '=') {
                    at++;
                }
            }
            at++;
            return values;
        }

        private KeyTerm value() {
            int start = at;
            while (Character.isLetter(peek()) || peek() == '-') {
                at++;
            }
            String name = text.substring(start, at);
            if (peek() != '(') {
                return new KeyTerm(name, "", List.of());
            }
            at++;
            if (List.of("array", "row", "map").contains(name)) {
                return new KeyTerm(name, "", list(')'));
            }
            int end = text.indexOf(')', at);
            String content = text.substring(at, end);
            at = end + 1;
            return new KeyTerm(name, content, List.of());
        }

        private char peek() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return at < text.length() ? text.charAt(at) : '\0';
        }
    }
}
