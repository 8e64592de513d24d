/** Tests of this package. */
@NullMarked
package io.millrace.designer.web;

import org.jspecify.annotations.NullMarked;
