/** Tests with real files in a temporary folder. */
@NullMarked
package io.millrace.connectors.file.store;

import org.jspecify.annotations.NullMarked;
