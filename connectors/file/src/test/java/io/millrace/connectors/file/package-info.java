/** Tests with real files in a temporary folder. */
@NullMarked
package io.millrace.connectors.file;

import org.jspecify.annotations.NullMarked;
