package io.millrace.designer.database;

import java.util.UUID;

/** Which workspace; the wall around everything that is stored for it. */
public record WorkspaceId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
