package io.millrace.model.catalogue;

import io.millrace.model.annotation.Tagged;

/** Whether a source's rows come to an end. */
@Tagged("kind")
public sealed interface Boundedness {

    /** They do: the pipeline gives a batch answer. */
    record Bounded() implements Boundedness {}

    /** They never do. */
    record Unbounded() implements Boundedness {}

    /** They do when the config has a value under this key, such as a row count. */
    record BoundedWhenSet(String field) implements Boundedness {}
}
