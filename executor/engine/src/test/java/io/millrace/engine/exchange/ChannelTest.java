package io.millrace.engine.exchange;

import static io.millrace.engine.exchange.ExchangeFixtures.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.Signal.Barrier;
import io.millrace.columns.Signal.End;
import io.millrace.columns.Signal.Idle;
import io.millrace.columns.Signal.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChannelTest {

    private final ExchangeFixtures fixtures = new ExchangeFixtures();

    @Test
    void signalsGoThroughAFullLocalChannel() {
        LocalChannel channel = new LocalChannel(1);
        channel.put(fixtures.rowsOf(1));

        assertThat(channel.hasRoom()).isFalse();
        assertThatThrownBy(() -> channel.put(fixtures.rowsOf(2))).isInstanceOf(IllegalStateException.class);
        channel.put(new Watermark(1));
        channel.put(new Barrier(1, false));
        channel.put(new End());

        assertThat(poll(channel))
                .containsExactly("[1]", "Watermark[micros=1]", "Barrier[checkpoint=1, savepoint=false]", "End[]");
    }

    @Test
    void onlyTheLastWatermarkBetweenBatchesIsKept() {
        LocalChannel channel = new LocalChannel();
        for (int i = 0; i < 1_000; i++) {
            channel.put(new Watermark(i));
            channel.put(new Idle());
        }

        assertThat(poll(channel)).containsExactly("Watermark[micros=999]", "Idle[]");
    }

    @Test
    void aRingTakesSignalsWithoutEndThoughItsReaderStandsStill() {
        RingChannel channel = new RingChannel(() -> {}, () -> {});
        int sent = 0;
        while (channel.hasRoom()) {
            channel.put(fixtures.rowsOf(sent++));
        }
        for (int i = 0; i < 10_000; i++) {
            channel.put(new Watermark(i));
        }
        channel.put(new Barrier(1, false));

        assertThat(channel.hasRoom()).isFalse();
        List<String> seen = new ArrayList<>();
        while (seen.isEmpty() || !seen.getLast().startsWith("Barrier")) {
            seen.addAll(poll(channel));
            channel.drain();
        }
        assertThat(seen).hasSizeLessThan(sent + 100).contains("Watermark[micros=9999]");
        assertThat(seen.subList(0, sent)).allMatch(text -> text.startsWith("["));
        assertThat(channel.hasRoom()).isTrue();
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void rowsAndSignalsKeepTheirOrderBetweenThreads() throws InterruptedException {
        RingChannel channel = new RingChannel(() -> {}, () -> {});
        int batches = 5_000;
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < batches; i++) {
                while (!channel.hasRoom()) {
                    Thread.onSpinWait();
                }
                channel.put(fixtures.rowsOf(i));
                channel.put(new Watermark(i));
            }
            channel.put(new End());
            while (!channel.drain()) {
                Thread.onSpinWait();
            }
        });
        long nextRow = 0;
        long lastWatermark = -1;
        boolean ended = false;
        while (!ended) {
            Element element = channel.poll();
            switch (element) {
                case null -> Thread.onSpinWait();
                case Rows rows -> {
                    assertThat(valuesOf(rows)).containsExactly(nextRow++);
                    assertThat(lastWatermark).isLessThan(nextRow - 1);
                    rows.release();
                }
                case Watermark(long micros) -> {
                    assertThat(micros).isGreaterThan(lastWatermark).isLessThan(nextRow);
                    lastWatermark = micros;
                }
                case End _ -> ended = true;
                default -> throw new AssertionError(element);
            }
        }
        writer.join();
        assertThat(nextRow).isEqualTo(batches);
        assertThat(lastWatermark).isEqualTo(batches - 1);
        assertThat(fixtures.outstanding()).isZero();
    }

    private static List<String> poll(Channel channel) {
        List<String> seen = new ArrayList<>();
        for (Element element = channel.poll(); element != null; element = channel.poll()) {
            if (element instanceof Rows rows) {
                seen.add(valuesOf(rows).toString());
                rows.release();
            } else {
                seen.add(element.toString());
            }
        }
        return seen;
    }
}
