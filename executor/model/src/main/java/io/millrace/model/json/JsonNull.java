package io.millrace.model.json;

/** The JSON null. As a member of an object it is a value, not an absence. */
public enum JsonNull implements Json {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
