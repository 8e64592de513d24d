package io.millrace.designer;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process. It ends with 0 when it was told to, and with 1 after a sentence on standard error when it cannot start. */
@QuarkusMain
public final class Designer {

    private Designer() {}

    /** Runs until the process is told to end. */
    public static void main(String... args) {
        Quarkus.run(args);
    }
}
