package io.millrace.executor.local;

import io.millrace.connectors.file.FileSinkConnector;
import io.millrace.connectors.file.FileSourceConnector;
import io.millrace.connectors.file.store.LocalFileStore;
import io.millrace.connectors.nexmark.NexmarkConnector;
import io.millrace.connectors.print.PrintConnector;
import io.millrace.engine.job.CheckpointResources;
import io.millrace.engine.job.Connectors;
import io.millrace.engine.job.JobResources;
import io.millrace.engine.port.PortLedger;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.plan.nodes.NodeTypes;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.KeyReader;
import io.millrace.spi.checkpoint.StateBackend;
import io.millrace.spi.format.Format;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.source.SourceConnector;
import io.millrace.state.HeapStateBackend;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What this executor can do: its connectors and formats, one line each. A new one is added here and nowhere else.
 *
 * @param sources connectors that read
 * @param sinks connectors that write
 * @param formats how files and messages are read and written
 * @param disk the file port on a folder, which paths are relative to and stay inside of
 */
public record Installation(
        List<SourceConnector> sources,
        List<SinkConnector> sinks,
        List<Format> formats,
        Function<Path, FileStore> disk) {

    public Installation {
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
        formats = List.copyOf(formats);
    }

    /**
     * Everything that comes with Millrace.
     *
     * @param out where printing sinks print
     */
    public static Installation standard(PrintWriter out) {
        List<Format> formats = List.of(new JsonFormat(), new CsvFormat());
        return new Installation(
                List.of(new FileSourceConnector(formats), new NexmarkConnector()),
                List.of(new FileSinkConnector(formats), new PrintConnector(out)),
                formats,
                LocalFileStore::new);
    }

    /** The installation with more connectors. */
    public Installation with(List<SourceConnector> moreSources, List<SinkConnector> moreSinks) {
        List<SourceConnector> allSources = new ArrayList<>(sources);
        allSources.addAll(moreSources);
        List<SinkConnector> allSinks = new ArrayList<>(sinks);
        allSinks.addAll(moreSinks);
        return new Installation(allSources, allSinks, formats, disk);
    }

    /** The installation with files elsewhere. */
    public Installation on(Function<Path, FileStore> otherDisk) {
        return new Installation(sources, sinks, formats, otherDisk);
    }

    /** All node types a pipeline can have here: the planner's own and the connectors. */
    public Catalogue catalogue() {
        List<NodeTypeDescriptor> all = new ArrayList<>(NodeTypes.descriptors());
        sources.forEach(source -> all.add(source.descriptor()));
        sinks.forEach(sink -> all.add(sink.descriptor()));
        return Catalogue.of(all);
    }

    /** The connectors, by node type. */
    public Connectors connectors() {
        return new Connectors(sources, sinks);
    }

    /** The formats, by name. */
    public FormatRegistry formatRegistry() {
        return new FormatRegistry(formats);
    }

    /**
     * The file port of a run.
     *
     * @param root the folder that paths are relative to and stay inside of
     */
    public FileStore fileStore(Path root) {
        return disk.apply(root);
    }

    /** What reads single keys of checkpoints. */
    public KeyReader keyReader() {
        return new HeapStateBackend();
    }

    /** What reads and writes the state of savepoints. */
    public StateBackend savepointBackend() {
        return new HeapStateBackend();
    }

    /**
     * What a process with these threads lends to jobs.
     *
     * @param files the files root that sources and sinks see
     * @param state where operators keep theirs
     * @param checkpoints where they are kept, if anywhere
     * @param ports makes what counts and shows the rows that pass an attempt's ports
     */
    public JobResources resources(
            EngineHost host,
            FileStore files,
            StateBackend state,
            Optional<CheckpointStorage> checkpoints,
            Supplier<PortLedger> ports) {
        return new JobResources(
                connectors(),
                formatRegistry(),
                files,
                state,
                host.workers(),
                host.threads(),
                host.clock(),
                host.blockingWork(),
                checkpoints.map(storage -> new CheckpointResources(storage, host.checkpointWork())),
                ports);
    }
}
