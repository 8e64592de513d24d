package io.millrace.designer.deployments.why;

import io.millrace.coordinator.why.Cause;
import io.millrace.coordinator.why.WhyReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a node brings out what it does, or nothing.
 *
 * @param at when this was so
 * @param causes from the node to what holds it up, never empty
 * @param watermark how far event time has come at the node, where it has any
 * @param waitsFor the event time that has to pass before more comes out
 * @param late where rows came from that were behind the watermark, the most first
 */
record WhyView(
        String node,
        Instant at,
        List<CauseView> causes,
        Optional<Instant> watermark,
        Optional<Instant> waitsFor,
        List<LateView> late) {

    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000;

    /** 9999-12-31: what is behind it is the end of time. */
    private static final long LAST_MICROS = 253_402_300_799_000_000L;

    /**
     * A link of the chain.
     *
     * @param node whose it is
     * @param text what is so, as a sentence
     * @param since since when, where that is known
     * @param remedy what somebody could do about it, as a sentence
     */
    record CauseView(CauseKind kind, String node, String text, Optional<Instant> since, Optional<String> remedy) {

        static CauseView of(Cause cause, Instant at) {
            return new CauseView(
                    CauseKind.of(cause.kind()),
                    cause.node(),
                    cause.text(),
                    cause.millis().map(at::minusMillis),
                    cause.remedy());
        }
    }

    /**
     * A split some of whose rows were behind the watermark.
     *
     * @param source the node that reads it
     * @param split what the connector calls it
     */
    record LateView(String source, String split, long rows) {}

    static WhyView of(WhyReport report, Instant at) {
        return new WhyView(
                report.node(),
                at,
                report.chain().stream().map(cause -> CauseView.of(cause, at)).toList(),
                report.time().flatMap(time -> instant(time.watermark())),
                report.time().flatMap(WhyReport.Time::waitsFor).flatMap(WhyView::instant),
                report.late().stream()
                        .map(late -> new LateView(late.source(), late.split(), late.rows()))
                        .toList());
    }

    /** Of a deployment that does not run. */
    static WhyView notRunning(String node, Instant at, String text, Optional<Instant> since) {
        return new WhyView(
                node,
                at,
                List.of(new CauseView(CauseKind.NOT_RUNNING, node, text, since, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static Optional<Instant> instant(long micros) {
        return micros == Long.MIN_VALUE || micros > LAST_MICROS
                ? Optional.empty()
                : Optional.of(
                        Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS));
    }
}
