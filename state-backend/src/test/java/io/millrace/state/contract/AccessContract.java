package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.KeyGroups;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.SplitListState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.StateId;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

/** What {@link StateAccess} does, whoever implements it, and the two kinds too small for a suite of their own. */
public abstract class AccessContract implements StateFixture {

    private static final Schema NUMBER = RandomRows.schema(DataType.parse("BIGINT"));
    private static final Schema TEXT = RandomRows.schema(DataType.parse("STRING"));
    private static final TableLayout LAYOUT = new TableLayout(NUMBER, TEXT);
    private static final StateId OTHER = new StateId("node", "state", List.of("element"));

    @Example
    void askingTwiceGivesTheSameState() {
        StateAccess access = access();
        TableLayout timers = new TableLayout(NUMBER, Schema.of());

        assertThat(access.table(id("table"), LAYOUT)).isSameAs(access.table(id("table"), LAYOUT));
        assertThat(access.list(id("list"), LAYOUT)).isSameAs(access.list(id("list"), LAYOUT));
        assertThat(access.ordered(id("ordered"), LAYOUT, 5)).isSameAs(access.ordered(id("ordered"), LAYOUT, 5));
        assertThat(access.broadcast(id("broadcast"), LAYOUT)).isSameAs(access.broadcast(id("broadcast"), LAYOUT));
        assertThat(access.splitList(id("splits"))).isSameAs(access.splitList(id("splits")));
        assertThat(access.timers(id("timers"), timers)).isSameAs(access.timers(id("timers"), timers));
    }

    private static StateId id(String role) {
        return new StateId("node", role, List.of());
    }

    @Example
    void anotherKindOrLayoutUnderAKnownIdIsRefused() {
        StateAccess access = access();
        access.table(ID, LAYOUT);

        assertThatThrownBy(() -> access.list(ID, LAYOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ID.toString());
        assertThatThrownBy(() -> access.table(ID, new TableLayout(TEXT, NUMBER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ID.toString());
    }

    @Example
    void statesOfDifferentIdsAreApart() {
        StateAccess access = access();
        ListDriver one = new ListDriver(this, access.list(ID, LAYOUT), LAYOUT);
        ListDriver other = new ListDriver(this, access.list(OTHER, LAYOUT), LAYOUT);

        one.append(List.of(List.of(1L)), List.of(List.of("a")));

        assertThat(one.contents()).hasSize(1);
        assertThat(other.contents()).isEmpty();
    }

    @Example
    void bucketWithoutWidthIsRefused() {
        assertThatThrownBy(() -> access().ordered(ID, LAYOUT, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void broadcastRowsOfEveryKeyGroupAreKeptByEveryTask() {
        StateAccess access = access(KeyGroups.range(5, 1024));
        ListDriver rules = new ListDriver(this, access.broadcast(ID, LAYOUT).rows(), LAYOUT);

        rules.append(List.of(List.of(1L), List.of(2L)), List.of(List.of("a"), List.of("b")));

        assertThat(rules.contents())
                .isEqualTo(Map.of(List.of(1L), List.of(List.of("a")), List.of(2L), List.of(List.of("b"))));
    }

    @Example
    void scratchTablesTakeKeysOfEveryGroupAndAreNewEachTime() {
        StateAccess access = access(KeyGroups.range(5, 1024));
        TableDriver one = new TableDriver(this, access.scratch(LAYOUT).open(0), LAYOUT, -1);
        TableDriver other = new TableDriver(this, access.scratch(LAYOUT).open(0), LAYOUT, -1);

        one.fetch(List.of(List.of(1L), List.of(2L), List.of(3L)), Table.Absent.CREATE);

        assertThat(one.contents()).hasSize(3);
        assertThat(other.contents()).isEmpty();
    }

    @Example
    void splitListHoldsWhatWasLastPutThere() {
        SplitListState state = access().splitList(ID);
        assertThat(state.items()).isEmpty();

        state.replace(List.of(bytes("one"), bytes("two")));
        state.replace(List.of(bytes("three")));

        assertThat(state.items()).singleElement().isEqualTo(bytes("three"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
