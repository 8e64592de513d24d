package io.millrace.protocol.preview;

/** The preview process as its caller sees it. Any thread; waits for the answer. */
public interface Previews {

    /**
     * Runs the beginning of a drawing. A later call about the same draft ends this one.
     *
     * @throws PreviewFailed when there is no answer
     */
    PreviewResult preview(PreviewRequest request);

    /**
     * Looks into a file below the files root.
     *
     * @throws PreviewFailed when there is no answer
     */
    Discovery discover(DiscoverRequest request);
}
