/** Tests of the format {@code csv}. Dialect: control plane. */
@NullMarked
package io.millrace.formats.csv;

import org.jspecify.annotations.NullMarked;
