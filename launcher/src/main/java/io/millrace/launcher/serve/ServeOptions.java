package io.millrace.launcher.serve;

import io.millrace.launcher.data.DataDirectory;
import java.util.OptionalInt;

/**
 * What the user may choose.
 *
 * @param port where the browser goes; without one 8420 or the next free one
 * @param executors how many executor processes
 * @param workers threads of each
 */
public record ServeOptions(DataDirectory data, OptionalInt port, int executors, int workers) {}
