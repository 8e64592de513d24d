package io.millrace.executor.preview;

import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.io.ReadDocument;
import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.PreviewFailed.Reason;
import io.millrace.protocol.preview.PreviewRequest;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.Previews;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Runs previews one after the other; a newer one of the same draft ends the older. Calling threads wait. */
final class OneAtATime implements Previews {

    private final Previewer previewer;
    private final FileDiscovery discovery;
    private final ExecutorService thread;
    private final Map<String, Future<PreviewResult>> byDraft = new ConcurrentHashMap<>();

    /**
     * @param thread a single one, on which previews run
     */
    OneAtATime(Previewer previewer, FileDiscovery discovery, ExecutorService thread) {
        this.previewer = previewer;
        this.discovery = discovery;
        this.thread = thread;
    }

    @Override
    public PreviewResult preview(PreviewRequest request) {
        PipelineDocument document = document(request);
        Future<PreviewResult> own = thread.submit(() -> previewer.preview(document, request.limits()));
        Future<PreviewResult> before = byDraft.put(request.draft(), own);
        if (before != null) {
            before.cancel(true);
        }
        try {
            return own.get();
        } catch (CancellationException e) {
            throw new PreviewFailed(Reason.SUPERSEDED, "A newer preview of this draft took its place.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A preview failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            own.cancel(true);
            Thread.currentThread().interrupt();
            throw new PreviewFailed(Reason.UNAVAILABLE, "The preview process is ending.");
        } finally {
            byDraft.remove(request.draft(), own);
        }
    }

    @Override
    public Discovery discover(DiscoverRequest request) {
        return discovery.discover(request);
    }

    private static PipelineDocument document(PreviewRequest request) {
        ReadDocument read = DocumentReader.load(request.document());
        return read.document()
                .orElseThrow(() -> new PreviewFailed(
                        Reason.REFUSED,
                        "The document cannot be read: "
                                + read.problems().getFirst().message()));
    }
}
