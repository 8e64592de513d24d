package io.millrace.connectors.nexmark;

import io.millrace.connectors.nexmark.generator.NexmarkGenerator;
import io.millrace.connectors.nexmark.generator.World;
import io.millrace.spi.source.ReaderContext;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceReader;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitReader;

/** One Nexmark source of one job. */
final class NexmarkSource implements Source {

    private final NexmarkConfig config;
    private final int[] projection;
    private final World world;

    NexmarkSource(NexmarkConfig config, int[] projection) {
        this.config = config;
        this.projection = projection;
        world = new World(config.seed(), config.timeline());
    }

    @Override
    public boolean isBounded() {
        return config.events().isPresent();
    }

    @Override
    public Assignment assignment() {
        return Assignment.ON_DEMAND;
    }

    @Override
    public SplitEnumerator enumerator() {
        return NexmarkEnumerator.of(config);
    }

    @Override
    public SourceReader reader(ReaderContext context) {
        NexmarkGenerator generator = new NexmarkGenerator(world, config.kind(), projection);
        return new SourceReader() {
            @Override
            public SplitReader open(Split split) {
                Pace pace = config.pace()
                        .map(rows -> new Pace(context.clock(), rows))
                        .orElse(null);
                return new NexmarkSplitReader(generator, context.pool(), pace, EventRange.of(split.state()));
            }

            @Override
            public void close() {}
        };
    }
}
