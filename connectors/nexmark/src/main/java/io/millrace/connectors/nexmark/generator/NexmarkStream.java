package io.millrace.connectors.nexmark.generator;

import io.millrace.model.annotation.Variant;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;

/** Which rows a source gives. */
public enum NexmarkStream {
    @Variant(help = "Every event, in one wide row.")
    ALL,
    @Variant(help = "Who bids how much for what: 46 of 50 events.")
    BID,
    @Variant(help = "What is offered by whom: 3 of 50 events.")
    AUCTION,
    @Variant(help = "Who takes part: 1 of 50 events.")
    PERSON;

    /** The columns of a row. */
    public Schema schema() {
        return new Schema(ColumnDefinition.of(this).stream()
                .map(definition -> new Column(definition.name(), definition.type()))
                .toList());
    }
}
