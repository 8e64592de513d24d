/** What the tests of this module share. */
@NullMarked
package io.millrace.model.testing;

import org.jspecify.annotations.NullMarked;
