/** Tests of the JSON format, by what stands in a line and what becomes of it. */
@NullMarked
package io.millrace.formats.json;

import org.jspecify.annotations.NullMarked;
