package io.millrace.model.json;

/** True or false. */
public enum JsonBoolean implements Json {
    TRUE,
    FALSE;

    /** The value itself. */
    public boolean value() {
        return this == TRUE;
    }

    @Override
    public String toString() {
        return value() ? "true" : "false";
    }
}
