package io.millrace.testkit.canonical;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plain value of a ROW: its fields in order, each a plain value. Told apart from the list of an ARRAY. */
public record PlainRow(List<@Nullable Object> fields) {

    public PlainRow {
        fields = Collections.unmodifiableList(new ArrayList<>(fields));
    }
}
