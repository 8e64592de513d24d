package io.millrace.model.type;

/** {@code MAP<key, value>}: keys are distinct; their order has no meaning. */
public record MapType(DataType key, DataType value) implements SqlType {
    @Override
    public String toString() {
        return "MAP<" + key + ", " + value + ">";
    }
}
