/**
 * The format {@code json}: one JSON object per line (NDJSON, JSON Lines), straight from bytes into columns and back.
 *
 * <p>{@link io.millrace.formats.json.JsonDecoder} reads a line once, from left to right. Keys are guessed from the line
 * before, numbers and times are worked out where they stand, texts become ranges of the chunk they were read in. What no
 * column wants is passed over, but it must be JSON too: whether a line is well formed does not depend on who reads it.
 *
 * <table>
 * <caption>How values are written</caption>
 * <tr><th>Type</th><th>Written</th><th>Read as well</th></tr>
 * <tr><td>TINYINT … BIGINT</td><td>number</td><td>12.0, 12e0, "12"</td></tr>
 * <tr><td>DECIMAL</td><td>number with all digits of its scale</td><td>other digits (rounded half up), "1.5"</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>shortest number; "NaN", "Infinity", "-Infinity"</td><td>"1.5"</td></tr>
 * <tr><td>BOOLEAN</td><td>true, false</td><td>"true", "false"</td></tr>
 * <tr><td>CHAR, VARCHAR, STRING</td><td>text</td><td>any other value, as the JSON it stands as</td></tr>
 * <tr><td>BINARY, VARBINARY, BYTES</td><td>base64 text</td><td>without padding</td></tr>
 * <tr><td>DATE, TIME, TIMESTAMP</td><td>ISO 8601 text</td><td>what {@link io.millrace.spi.text.TimeText} reads</td></tr>
 * <tr><td>TIMESTAMP_LTZ</td><td>ISO 8601 text in UTC with Z</td><td>other offsets; none: in the pipeline's zone</td></tr>
 * <tr><td>INTERVAL</td><td>number of months or milliseconds</td><td></td></tr>
 * <tr><td>ARRAY</td><td>list</td><td></td></tr>
 * <tr><td>MAP</td><td>object; keys must be CHAR, VARCHAR or STRING</td><td></td></tr>
 * <tr><td>ROW</td><td>object</td><td></td></tr>
 * </table>
 *
 * <p>NULL is written as {@code null}; an absent key is NULL too. A key that no column has is passed over. Of a key that
 * stands twice the last value counts. A value that does not fit its column, a NULL where the column has none, text that
 * is no UTF-8, anything that is no JSON: the line is rejected with field, value and a way out.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.formats.json;

import org.jspecify.annotations.NullMarked;
