package io.millrace.launcher.commands;

import io.millrace.launcher.control.Session;
import io.millrace.launcher.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings the demos into workspace {@code default}: their data into {@code files/data}, their pipelines into the database,
 * each deployed when it does not run. Which pipelines it made stands in {@code demos/}, a file per demo with the pipeline's id;
 * so a demo that was renamed or changed is not made twice.
 */
final class Demo {

    /** The documents in {@code deploy/demo}. */
    private static final List<String> DOCUMENTS = List.of("late-flights-live", "nexmark-live");

    private final Path source;
    private final DataDirectory data;
    private final Session session;
    private final Instant begun;

    /** @param begun tells deployments of this start from those of others, should a request be sent twice */
    Demo(Path source, DataDirectory data, Session session, Instant begun) {
        this.source = source;
        this.data = data;
        this.session = session;
        this.begun = begun;
    }

    /** Deletes what was made before, so that {@link #bring} makes it anew. */
    void reset() throws IOException, InterruptedException {
        for (String document : DOCUMENTS) {
            Optional<String> known = known(document);
            if (known.isPresent()) {
                Optional<String> running = session.activeDeployment(known.get());
                if (running.isPresent()) {
                    session.cancel(running.get());
                }
                session.deletePipeline(known.get());
                Files.delete(note(document));
            }
        }
    }

    /** Makes and deploys what is missing. */
    void bring() throws IOException, InterruptedException {
        copyData();
        for (String document : DOCUMENTS) {
            Optional<String> known = known(document);
            String pipeline = known.isPresent() ? known.get() : make(document);
            if (session.activeDeployment(pipeline).isEmpty()) {
                int revision = session.lastRevision(pipeline)
                        .orElseThrow(() -> new IOException("the demo " + document + " has no revision to deploy"));
                session.deploy(pipeline, revision, document + "-" + begun.toEpochMilli());
            }
        }
    }

    private String make(String document) throws IOException, InterruptedException {
        String pipeline = session.importPipeline(Files.readString(source.resolve(document + ".yaml")));
        session.commit(pipeline, "As it comes with Millrace");
        Files.createDirectories(note(document).resolveSibling("."));
        Files.writeString(note(document), pipeline);
        return pipeline;
    }

    /** The pipeline that was made of a document; empty when it is gone. */
    private Optional<String> known(String document) throws IOException, InterruptedException {
        if (!Files.exists(note(document))) {
            return Optional.empty();
        }
        String id = Files.readString(note(document)).strip();
        return session.hasPipeline(id) ? Optional.of(id) : Optional.empty();
    }

    private Path note(String document) {
        return data.root().resolve("demos").resolve(document);
    }

    private void copyData() throws IOException {
        Path target = data.files().resolve("data");
        Files.createDirectories(target);
        try (Stream<Path> all = Files.list(source.resolve("data"))) {
            for (Path file :
                    all.filter(file -> !file.toString().endsWith(".md")).toList()) {
                Path copy = target.resolve(file.getFileName().toString());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
