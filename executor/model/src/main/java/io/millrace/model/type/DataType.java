package io.millrace.model.type;

/** A type and whether its values may be NULL. Prints as Flink SQL does: {@code INT}, {@code INT NOT NULL}. */
public record DataType(SqlType type, boolean isNullable) {

    /** Reads a spelling such as {@code DECIMAL(10, 2) NOT NULL}; see {@link TypeParser}. */
    public static DataType parse(String text) {
        return TypeParser.parse(text);
    }

    /** The same type with the given nullability. */
    public DataType withNullable(boolean nullable) {
        return nullable == isNullable ? this : new DataType(type, nullable);
    }

    /** How values of this type lie in memory. */
    public Physical physical() {
        return type.physical();
    }

    @Override
    public String toString() {
        return isNullable ? type.toString() : type + " NOT NULL";
    }
}
