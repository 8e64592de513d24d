/**
 * Flink as an oracle: a small program for a JVM of its own, because Flink's class path must not meet ours. It reads one
 * JSON request per line from standard input and answers with one line on standard output; it ends when its input does.
 * Start at {@link io.millrace.testkit.flink.FlinkChild}; the other end is {@code FlinkOracle} of the test kit.
 *
 * <pre>
 * → {"verb": "types", "timeZone": "UTC", "columns": [["a", "INT NOT NULL"]], "expressions": ["a + 1"], "groupBy": "a"?}
 * ← {"results": [{"type": "INT NOT NULL"} or {"error": "…"}]}                          one per expression
 * → {"verb": "evaluate", …, "rows": [["1"], ["2"]]}                            values as {@code CanonicalText}
 * ← {"results": [{"type": …, "values": ["2", {"error": "…"}]} or {"error": "…"}         one value per row
 *               or {"type": …, "unplannable": "…"}]}                   typed, but Flink cannot plan or start it
 * → {"verb": "query", "tables": [{"name": "bid", "columns": …, "file": "…", "rowTime": "dateTime"?, "delayMillis": 4000}],
 *    "sql": "SELECT …", "key": [], "result": "a file to be written"}
 * ← {"rows": 12}               the file has {"times": 1, "row": {"auction": "1000", …}} a line, texts as {@code PlainText}
 * ← {"problem": "…"}                                                     instead, when the request makes no sense
 * </pre>
 *
 * The first line it writes, before any request, is {@code {"flink": "2.3.0"}}. Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.flink;

import org.jspecify.annotations.NullMarked;
