package io.millrace.designer.database;

import java.util.UUID;

/** Which person. */
public record UserId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
