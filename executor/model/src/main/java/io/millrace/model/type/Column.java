package io.millrace.model.type;

/** A name and the type of the values under it. */
public record Column(String name, DataType type) {

    public Column {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A column needs a name");
        }
    }

    /** {@code name TYPE}, the name in backticks where SQL needs them. */
    @Override
    public String toString() {
        return Identifiers.quote(name) + " " + type;
    }
}
