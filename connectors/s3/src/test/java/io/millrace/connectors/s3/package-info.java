@NullMarked
package io.millrace.connectors.s3;

import org.jspecify.annotations.NullMarked;
