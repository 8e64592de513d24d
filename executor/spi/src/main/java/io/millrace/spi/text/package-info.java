/**
 * Values as UTF-8 text in byte arrays, read and written without objects in between: numbers, dates and times, base64,
 * UTF-8 itself. What the text formats share; what one of them alone needs (quotes, escapes, keys) lives with it.
 *
 * <p>Readers are registers: a call fills their fields, the next call overwrites them. Start with {@link
 * io.millrace.spi.text.NumberText} and {@link io.millrace.spi.text.TimeText}; {@link io.millrace.spi.text.TextWriter} is
 * the way back.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.spi.text;

import org.jspecify.annotations.NullMarked;
