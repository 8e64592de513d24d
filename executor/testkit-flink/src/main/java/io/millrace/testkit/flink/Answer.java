package io.millrace.testkit.flink;

import io.millrace.testkit.canonical.CanonicalText;
import org.jspecify.annotations.Nullable;

/** A value as canonical text, or the reason why there is none. */
record Answer(String text, boolean isError) {

    static Answer value(@Nullable Object plain) {
        return new Answer(CanonicalText.write(plain), false);
    }

    static Answer error(String message) {
        return new Answer(message, true);
    }
}
