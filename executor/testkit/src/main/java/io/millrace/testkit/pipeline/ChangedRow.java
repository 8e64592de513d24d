package io.millrace.testkit.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as it came to a sink.
 *
 * @param change one of {@link io.millrace.columns.Change}
 * @param values boxed, by column
 */
public record ChangedRow(byte change, List<@Nullable Object> values) {}
