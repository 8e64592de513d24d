package io.millrace.engine.job;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Turns what was thrown into what is told. */
final class RunErrors {

    private RunErrors() {}

    static RunError from(Throwable thrown) {
        return switch (thrown) {
            case RunException known -> known.error();
            case IOException io -> RunError.external("io.failed", String.valueOf(io.getMessage()), true);
            default -> {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                yield RunError.internal(
                        "engine.broken", "This is a bug in Millrace; please report it with the following. " + trace);
            }
        };
    }
}
