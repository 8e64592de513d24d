/** Tests of this package. */
@NullMarked
package io.millrace.designer.database;

import org.jspecify.annotations.NullMarked;
