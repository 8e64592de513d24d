package io.millrace.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.BatchPool;
import io.millrace.columns.BlockEncoder;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.protocol.exchange.PeerMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both ends of a channel between two executors; what they send each other waits until the test lets it through. */
class RemoteChannelTest {

    private static final int CHANNEL = 7;
    private static final long WINDOW = 1_000;

    private final ExchangeFixtures fixtures = new ExchangeFixtures();
    private final BatchPool decoded = new BatchPool(ExchangeFixtures.SCHEMA);
    private final RowsPool rowsOfReader = new RowsPool();
    private final ArrayDeque<PeerMessage> toReader = new ArrayDeque<>();
    private final ArrayDeque<PeerMessage> toWriter = new ArrayDeque<>();
    private final RemoteChannels writers = new RemoteChannels();
    private final RemoteChannels readers = new RemoteChannels();
    private int readerWoken;
    private int writerWoken;
    private final RemoteWriter writer =
            new RemoteWriter(CHANNEL, WINDOW, new BlockEncoder(), toReader::add, () -> writerWoken++);
    private final RemoteReader reader =
            new RemoteReader(CHANNEL, WINDOW, decoded, rowsOfReader, toWriter::add, () -> readerWoken++);

    RemoteChannelTest() {
        writers.add(CHANNEL, writer);
        readers.add(CHANNEL, reader);
    }

    @Test
    void elementsComeInTheOrderInWhichTheyWerePut() {
        writer.put(fixtures.rowsOf(1, 2, 3));
        writer.put(new Signal.Watermark(3));
        writer.put(fixtures.rowsOf(4));
        writer.put(new Signal.Barrier(9, true));
        writer.put(new Signal.SchemaChange(2));
        writer.put(new Signal.LatencyMarker(77, 1));
        writer.put(new Signal.Idle());
        writer.put(new Signal.End());
        deliver();

        assertThat(take())
                .containsExactly(
                        List.of(1L, 2L, 3L),
                        new Signal.Watermark(3),
                        List.of(4L),
                        new Signal.Barrier(9, true),
                        new Signal.SchemaChange(2),
                        new Signal.LatencyMarker(77, 1),
                        new Signal.Idle(),
                        new Signal.End());
        assertThat(reader.isEmpty()).isTrue();
        assertThat(readerWoken).isEqualTo(8);
        assertNothingIsHeld();
    }

    @Test
    void aSelectionTravelsWithoutTheRowsItLeavesOut() {
        Rows rows = fixtures.rowsOf(1, 2, 3, 4);
        int[] selection = rows.selectionBuffer();
        selection[0] = 1;
        selection[1] = 3;
        rows.select(2);
        writer.put(rows);
        deliver();

        assertThat(take()).containsExactly(List.of(2L, 4L));
        assertNothingIsHeld();
    }

    @Test
    void aReaderThatStandsStillBoundsWhatIsUnderWay() {
        int blocks = 0;
        while (writer.hasRoom()) {
            writer.put(fixtures.rowsOf(1, 2, 3, 4, 5));
            blocks++;
        }
        long block = ((PeerMessage.Block) toReader.getFirst()).block().length;
        assertThat(blocks * block).isBetween(WINDOW, WINDOW + block);
        assertThatThrownBy(() -> writer.put(fixtures.rowsOf(1))).hasMessage("Emitted without room");

        deliver();
        assertThat(writer.hasRoom()).as("arriving is not being read").isFalse();
        assertThat(take()).hasSize(blocks);
        deliver();
        assertThat(writer.hasRoom()).isTrue();
        assertThat(writerWoken).isPositive();
        assertNothingIsHeld();
    }

    @Test
    void aBlockLargerThanTheWindowGetsThrough() {
        long[] many = new long[1_000];
        for (int round = 0; round < 3; round++) {
            java.util.Arrays.setAll(many, i -> i);
            writer.put(fixtures.rowsOf(many));
            assertThat(writer.hasRoom()).isFalse();
            deliver();
            assertThat(take()).hasSize(1);
            deliver();
            assertThat(writer.hasRoom()).isTrue();
        }
    }

    @Test
    void otherChannelsGoOnWhileTheReaderOfOneStandsStill() {
        RemoteWriter otherWriter = new RemoteWriter(8, WINDOW, new BlockEncoder(), toReader::add, () -> {});
        RemoteReader otherReader = new RemoteReader(8, WINDOW, decoded, rowsOfReader, toWriter::add, () -> {});
        writers.add(8, otherWriter);
        readers.add(8, otherReader);
        fill();
        for (int round = 0; round < 100; round++) {
            assertThat(otherWriter.hasRoom()).isTrue();
            otherWriter.put(fixtures.rowsOf(round));
            deliver();
            Element element = otherReader.poll();
            assertThat(element).isInstanceOf(Rows.class);
            ((Rows) java.util.Objects.requireNonNull(element)).release();
            deliver();
        }
        assertThat(writer.hasRoom()).isFalse();
    }

    @Test
    void signalsPassThoughThereIsNoCredit() {
        fill();
        writer.put(new Signal.Barrier(1, false));
        writer.put(new Signal.End());
        deliver();

        assertThat(take()).endsWith(new Signal.Barrier(1, false), new Signal.End());
    }

    @Test
    void aReaderThatStandsStillKeepsOnlyTheLastWatermark() {
        writer.put(fixtures.rowsOf(1));
        for (int micros = 0; micros < 10_000; micros++) {
            writer.put(new Signal.Watermark(micros));
            deliver();
        }
        assertThat(take()).containsExactly(List.of(1L), new Signal.Watermark(9_999));
    }

    @Test
    void aConnectionThatStandsStillHoldsFewSignals() {
        for (int micros = 0; micros < 10_000; micros++) {
            writer.put(new Signal.Watermark(micros));
        }
        assertThat(toReader).hasSize(RemoteWriter.MOST_SIGNALS_UNDER_WAY);
        assertThat(writer.hasRoom()).as("rows do not overtake what waits").isFalse();
        writer.put(new Signal.End());
        assertThat(writer.drain()).as("the end has not left yet").isFalse();

        deliver();
        assertThat(writer.drain()).isTrue();
        deliver();
        assertThat(take()).containsExactly(new Signal.Watermark(9_999), new Signal.End());
    }

    @Test
    void whatComesForATaskThatHasEndedIsNotKept() {
        writer.put(fixtures.rowsOf(1));
        deliver();
        reader.discard();
        writer.put(fixtures.rowsOf(2));
        writer.put(new Signal.End());
        deliver();

        assertThat(reader.isEmpty()).isTrue();
        assertThat(take()).isEmpty();
        assertNothingIsHeld();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> readers.received(new PeerMessage.Block(8, new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channel 8");
        assertThatThrownBy(() -> readers.received(new PeerMessage.Credit(CHANNEL, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> readers.received(new PeerMessage.InBand(CHANNEL, new byte[] {99})))
                .hasMessageContaining("unknown kind 99");
        assertThatThrownBy(() -> readers.received(new PeerMessage.InBand(CHANNEL, new byte[] {1, 0})))
                .hasMessageContaining("cut off");
    }

    private void fill() {
        while (writer.hasRoom()) {
            writer.put(fixtures.rowsOf(1, 2, 3));
        }
    }

    /** Lets everything through, until nothing is under way. */
    private void deliver() {
        while (!toReader.isEmpty() || !toWriter.isEmpty()) {
            PeerMessage message = toReader.isEmpty() ? toWriter.remove() : toReader.remove();
            switch (message) {
                case PeerMessage.Block block -> readers.received(block);
                case PeerMessage.InBand signal -> readers.received(signal);
                case PeerMessage.Credit credit -> writers.received(credit);
                default -> throw new AssertionError("Channels do not say " + message);
            }
        }
    }

    /** All that is there: signals, and the values of rows. */
    private List<Object> take() {
        List<Object> taken = new ArrayList<>();
        for (Element element = reader.poll(); element != null; element = reader.poll()) {
            if (element instanceof Rows rows) {
                taken.add(ExchangeFixtures.valuesOf(rows));
                rows.release();
            } else {
                taken.add(element);
            }
        }
        return taken;
    }

    private void assertNothingIsHeld() {
        assertThat(fixtures.outstanding() + decoded.outstanding() + rowsOfReader.outstanding())
                .isZero();
    }
}
