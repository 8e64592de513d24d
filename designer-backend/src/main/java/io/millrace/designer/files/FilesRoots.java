package io.millrace.designer.files;

import io.millrace.designer.DesignerSettings;
import io.millrace.designer.web.Refused;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Which files belong to which workspace: so far only the one of this machine's executors has any. */
@Singleton
class FilesRoots {

    private static final String LOCAL = "default";

    private final Arrivals arrivals;
    private final FilesRoot local;

    FilesRoots(DesignerSettings settings, RandomGenerator random) {
        Path root = settings.data().toAbsolutePath().resolve("files");
        this.arrivals = new Arrivals(
                root,
                settings.files().largestUpload().asLongValue(),
                folder -> Files.getFileStore(folder).getUsableSpace(),
                random);
        this.local = new FilesRoot(root, arrivals);
    }

    void clear(@Observes StartupEvent start) throws IOException {
        arrivals.clear();
    }

    /** The files of a workspace, by its name. */
    FilesRoot of(String workspace) {
        if (!workspace.equals(LOCAL)) {
            throw Refused.notFound(
                    "files.none", "The workspace %s has no files; only %s has".formatted(workspace, LOCAL));
        }
        return local;
    }
}
