package io.millrace.designer.preview;

import io.millrace.designer.DesignerSettings;
import io.millrace.designer.session.Secrets;
import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.PreviewFailed.Reason;
import io.millrace.protocol.preview.PreviewRequest;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.Previews;
import io.millrace.protocol.rpc.preview.PreviewProcess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;

/** The preview process of this installation, a child of this one; begins with the first question. */
@ApplicationScoped
class PreviewProcesses {

    @Produces
    @Singleton
    Previews previews(DesignerSettings settings, Secrets secrets) {
        return settings.preview()
                .command()
                .<Previews>map(arguments -> new PreviewProcess(
                        List.of(java(), "@" + arguments), () -> secrets.next().value()))
                .orElseGet(NoPreviews::new);
    }

    void end(@Disposes Previews previews) {
        if (previews instanceof PreviewProcess process) {
            process.close();
        }
    }

    /** The one that runs this process. */
    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private record NoPreviews() implements Previews {

        private static PreviewFailed none() {
            return new PreviewFailed(
                    Reason.UNAVAILABLE,
                    "This control plane was started without `millrace.preview.command`, so it has no previews.");
        }

        @Override
        public PreviewResult preview(PreviewRequest request) {
            throw none();
        }

        @Override
        public Discovery discover(DiscoverRequest request) {
            throw none();
        }
    }
}
