/**
 * The format {@code csv}: RFC 4180 with a header line, straight from bytes into columns and back.
 *
 * <p>{@link io.millrace.formats.csv.CsvDecoder} cuts a record with {@link io.millrace.formats.csv.Fields} and then reads
 * the values somebody wants. {@link io.millrace.formats.csv.Header} says which column stands where; columns of the file
 * that the schema does not have are passed over.
 *
 * <table>
 * <caption>How values are written</caption>
 * <tr><th>Type</th><th>Written</th><th>Read as well</th></tr>
 * <tr><td>TINYINT … BIGINT, DECIMAL</td><td>digits</td><td>12.0, 12e0, +12; further digits of a DECIMAL are
 * rounded half up</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>shortest number, NaN, Infinity, -Infinity</td><td></td></tr>
 * <tr><td>BOOLEAN</td><td>true, false</td><td>in capitals</td></tr>
 * <tr><td>CHAR, VARCHAR, STRING</td><td>in quotes where it is needed</td><td></td></tr>
 * <tr><td>BINARY, VARBINARY, BYTES</td><td>base64</td><td>without padding</td></tr>
 * <tr><td>DATE, TIME, TIMESTAMP</td><td>ISO 8601</td><td>what {@link io.millrace.spi.text.TimeText} reads</td></tr>
 * <tr><td>TIMESTAMP_LTZ</td><td>ISO 8601 in UTC with Z</td><td>other offsets; none: in the pipeline's zone</td></tr>
 * <tr><td>INTERVAL</td><td>number of months or milliseconds</td><td></td></tr>
 * </table>
 *
 * <p>ARRAY, MAP and ROW have no place in CSV and are refused.
 *
 * <p><b>NULL and empty.</b> NULL is written as nothing between delimiters, empty text as {@code ""}. Read back, nothing is
 * NULL and {@code ""} is empty text. Two kinds of columns cannot tell them apart: in a text column declared NOT NULL both
 * are empty text, in a column of another type both are NULL. A column of base64 goes by the rules of text.
 *
 * <p><b>Lines.</b> Records end with a line feed, or carriage return and line feed; line feeds are written. Empty lines are
 * passed over unless the header has one name only. As values in quotes may hold line feeds, no place in mid-file is surely
 * the beginning of a record: a file is one split, however big, unless {@code multiline: false} says that values hold none.
 *
 * <p><b>Bad records.</b> Too few or too many values, a quote that is not closed or stands in a value that does not begin
 * with one, a value that does not fit its column, text that is no UTF-8: the record is rejected and reading goes on behind
 * the next line feed.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.formats.csv;

import org.jspecify.annotations.NullMarked;
