package io.millrace.model.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the spelling of a type: what {@link DataType#toString} prints, plus the aliases Flink SQL knows ({@code
 * INTEGER}, {@code VARCHAR}, {@code DEC}, {@code TIMESTAMP WITH LOCAL TIME ZONE}, …) in either case. Recursive
 * descent; nesting is limited so that hostile text cannot exhaust the stack.
 */
final class TypeParser {

    /** Deeper than any real schema, shallow enough for any stack. */
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int position;
    private int depth;

    private TypeParser(String text) {
        this.text = text;
    }

    /**
     * The type that {@code text} spells.
     *
     * @throws IllegalArgumentException naming the text, the position and what was expected
     */
    static DataType parse(String text) {
        TypeParser parser = new TypeParser(text);
        DataType type = parser.dataType();
        parser.skipBlanks();
        if (parser.position < text.length()) {
            throw parser.error("the end");
        }
        return type;
    }

    private DataType dataType() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("The type is nested deeper than " + MAX_DEPTH + " levels");
        }
        SqlType type = sqlType();
        boolean nullable = true;
        if (tryWord("NOT")) {
            expectWord("NULL");
            nullable = false;
        } else {
            tryWord("NULL");
        }
        depth--;
        return new DataType(type, nullable);
    }

    private SqlType sqlType() {
        int start = position;
        String word = word();
        return switch (word) {
            case "BOOLEAN" -> ScalarType.BOOLEAN;
            case "TINYINT" -> ScalarType.TINYINT;
            case "SMALLINT" -> ScalarType.SMALLINT;
            case "INT", "INTEGER" -> ScalarType.INT;
            case "BIGINT" -> ScalarType.BIGINT;
            case "FLOAT" -> ScalarType.FLOAT;
            case "DOUBLE" -> {
                tryWord("PRECISION");
                yield ScalarType.DOUBLE;
            }
            case "DATE" -> ScalarType.DATE;
            case "DECIMAL", "DEC", "NUMERIC" -> decimal();
            case "STRING" -> CharacterType.STRING;
            case "BYTES" -> BinaryType.BYTES;
            case "CHAR" -> new CharacterType(optionalNumber(1), true);
            case "VARCHAR" -> new CharacterType(optionalNumber(1), false);
            case "BINARY" -> new BinaryType(optionalNumber(1), true);
            case "VARBINARY" -> new BinaryType(optionalNumber(1), false);
            case "TIME" -> new TimeType(optionalNumber(0));
            case "TIMESTAMP" -> timestamp();
            case "TIMESTAMP_LTZ" -> new TimestampType(optionalNumber(6), true);
            case "INTERVAL" -> interval();
            case "ARRAY" -> {
                expect('<');
                DataType element = dataType();
                expect('>');
                yield new ArrayType(element);
            }
            case "MAP" -> {
                expect('<');
                DataType key = dataType();
                expect(',');
                DataType value = dataType();
                expect('>');
                yield new MapType(key, value);
            }
            case "ROW" -> row();
            default -> {
                position = start;
                throw error("a SQL type such as INT, STRING, DECIMAL(10, 2) or TIMESTAMP(3)");
            }
        };
    }

    private SqlType decimal() {
        if (!tryChar('(')) {
            return new DecimalType(10, 0);
        }
        int precision = number();
        int scale = tryChar(',') ? number() : 0;
        expect(')');
        return new DecimalType(precision, scale);
    }

    private SqlType timestamp() {
        int precision = optionalNumber(6);
        if (tryWord("WITH")) {
            expectWord("LOCAL");
            expectWord("TIME");
            expectWord("ZONE");
            return new TimestampType(precision, true);
        }
        if (tryWord("WITHOUT")) {
            expectWord("TIME");
            expectWord("ZONE");
        }
        return new TimestampType(precision, false);
    }

    private SqlType interval() {
        String unit = word();
        boolean months =
                switch (unit) {
                    case "YEAR", "MONTH" -> true;
                    case "DAY", "HOUR", "MINUTE", "SECOND" -> false;
                    default -> throw error("YEAR TO MONTH or DAY TO SECOND");
                };
        optionalNumber(0);
        if (tryWord("TO")) {
            word();
            optionalNumber(0);
        }
        return months ? IntervalType.YEAR_TO_MONTH : IntervalType.DAY_TO_SECOND;
    }

    private SqlType row() {
        boolean angle = tryChar('<');
        if (!angle) {
            expect('(');
        }
        List<Column> fields = new ArrayList<>();
        do {
            String name = identifier();
            fields.add(new Column(name, dataType()));
        } while (tryChar(','));
        expect(angle ? '>' : ')');
        return new RowType(fields);
    }

    private String identifier() {
        skipBlanks();
        if (position < text.length() && text.charAt(position) == '`') {
            StringBuilder name = new StringBuilder();
            for (position++; position < text.length(); position++) {
                char c = text.charAt(position);
                if (c != '`') {
                    name.append(c);
                } else if (position + 1 < text.length() && text.charAt(position + 1) == '`') {
                    name.append('`');
                    position++;
                } else {
                    position++;
                    return name.toString();
                }
            }
            throw error("a closing backtick");
        }
        return rawWord();
    }

    private String word() {
        return rawWord().toUpperCase(Locale.ROOT);
    }

    private String rawWord() {
        skipBlanks();
        int start = position;
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw error("a name");
        }
        return text.substring(start, position);
    }

    private boolean tryWord(String word) {
        skipBlanks();
        int end = position + word.length();
        if (text.regionMatches(true, position, word, 0, word.length())
                && (end == text.length() || !isWordPart(text.charAt(end)))) {
            position = end;
            return true;
        }
        return false;
    }

    private void expectWord(String word) {
        if (!tryWord(word)) {
            throw error(word);
        }
    }

    private int optionalNumber(int otherwise) {
        if (!tryChar('(')) {
            return otherwise;
        }
        int number = number();
        expect(')');
        return number;
    }

    private int number() {
        skipBlanks();
        int start = position;
        long number = 0;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            number = number * 10 + (text.charAt(position++) - '0');
            if (number > Integer.MAX_VALUE) {
                throw error("a smaller number");
            }
        }
        if (start == position) {
            throw error("a number");
        }
        return (int) number;
    }

    private boolean tryChar(char c) {
        skipBlanks();
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!tryChar(c)) {
            throw error("'" + c + "'");
        }
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isWordPart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private IllegalArgumentException error(String expected) {
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
        return new IllegalArgumentException(
                "Type '" + shown + "': expected " + expected + " at character " + (position + 1));
    }
}
