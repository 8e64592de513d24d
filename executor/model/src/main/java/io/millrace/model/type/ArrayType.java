package io.millrace.model.type;

/** {@code ARRAY<element>}. */
public record ArrayType(DataType element) implements SqlType {
    @Override
    public String toString() {
        return "ARRAY<" + element + ">";
    }
}
