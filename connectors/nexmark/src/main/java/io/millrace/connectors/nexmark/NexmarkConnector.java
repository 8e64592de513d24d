package io.millrace.connectors.nexmark;

import io.millrace.connectors.nexmark.generator.NexmarkStream;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.Boundedness;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.catalogue.SourceSchema;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.spi.NodeConfig;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceConnector;
import io.millrace.spi.source.SourceRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The source {@code nexmark-source}. */
public final class NexmarkConnector implements SourceConnector {

    private static final String DOCS = """
            Makes the events of an auction site, after the public Nexmark suite: of 50 events the first is a new person,
            the next 3 are new auctions and 46 are bids. Half of the bids go to one hot auction, three of four come from
            one hot bidder, prices spread evenly over six orders of magnitude.

            The same seed gives the same events, whatever the parallelism and after every restart. Columns that no node
            reads are not made.

            `kind: all` gives every event in one wide row: `event_type` is 0 for a person, 1 for an auction, 2 for a bid;
            the columns of the other two kinds are NULL. `dateTime` and `extra` belong to all three.

            Event `n` happens `n / rate` seconds after `baseTime`, in whole milliseconds. `dateTime` rises, so a
            watermark needs no `outOfOrderness`. As in the public generator `bidder` is 1,000 more than the `id` of the
            person.
            """;

    private static final NodeTypeDescriptor DESCRIPTOR = new NodeTypeDescriptor(
            new NodeTypeName("nexmark-source"),
            1,
            NodeKind.SOURCE,
            "Sources",
            "Nexmark",
            "Bids, auctions and persons of a made-up auction site, as many and as fast as wanted.",
            DOCS,
            "gavel",
            Ports.ofSource(),
            ConfigSchema.of(NexmarkConfig.class),
            Abilities.ofSource(
                            new Boundedness.BoundedWhenSet("events"),
                            new SourceSchema.ByChoice("kind", schemas()),
                            Guarantee.exactlyOnce("Events are made again from the number the checkpoint says."))
                    .withProjection());

    @Override
    public NodeTypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public JsonObject unpaced(JsonObject config) {
        return config.without("pace");
    }

    @Override
    public Source create(SourceRequest request) {
        return new NexmarkSource(NodeConfig.read(NexmarkConfig.class, request.config()), request.projection());
    }

    private static Map<String, Schema> schemas() {
        return Arrays.stream(NexmarkStream.values())
                .collect(Collectors.toMap(stream -> stream.name().toLowerCase(Locale.ROOT), NexmarkStream::schema));
    }
}
