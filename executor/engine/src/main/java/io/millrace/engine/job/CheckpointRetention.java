package io.millrace.engine.job;

import io.millrace.engine.checkpoint.CheckpointCleaner;
import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.protocol.job.Fence;
import io.millrace.spi.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Keeps the newest completed checkpoints of a deployment and has everything else removed. On the host; called in the mailbox.
 * What cannot be removed now is tried again after the next checkpoint.
 */
final class CheckpointRetention {

    private final Fence fence;
    private final CheckpointResources resources;
    private final Executor mailbox;
    private final CheckpointCleaner cleaner;

    /** Where the manifests are that are kept, oldest first. */
    private final List<String> kept;

    private long last;
    private boolean cleaning;
    private boolean again;

    /**
     * @param earlier manifests of earlier attempts, oldest first
     */
    CheckpointRetention(Fence fence, CheckpointResources resources, List<String> earlier, Executor mailbox) {
        this.fence = fence;
        this.resources = resources;
        this.mailbox = mailbox;
        cleaner = new CheckpointCleaner(resources.storage(), fence.deployment());
        kept = new ArrayList<>(earlier);
    }

    /** The fate of a checkpoint is known. */
    void settled(long number, boolean completed) {
        last = Math.max(last, number);
        if (completed) {
            kept.add(CheckpointFiles.manifest(fence, number));
        }
        while (kept.size() > resources.keeps()) {
            kept.removeFirst();
        }
        clean();
    }

    private void clean() {
        if (cleaning) {
            again = true;
            return;
        }
        cleaning = true;
        again = false;
        List<String> now = List.copyOf(kept);
        long upTo = last;
        Pending<Integer> work = resources.work().submit(() -> cleaner.clean(now, upTo));
        work.whenDone(() -> mailbox.execute(() -> {
            cleaning = false;
            if (again) {
                clean();
            }
        }));
    }
}
