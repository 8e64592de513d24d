/** The house rules, held for the control plane. */
@NullMarked
package io.millrace.designer.house;

import org.jspecify.annotations.NullMarked;
