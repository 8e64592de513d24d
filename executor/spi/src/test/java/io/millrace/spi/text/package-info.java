/** Tests of reading and writing values as text, against the JDK's own parsers. */
@NullMarked
package io.millrace.spi.text;

import org.jspecify.annotations.NullMarked;
