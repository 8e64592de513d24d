package io.millrace.designer.deployments.taps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.designer.Browser;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.deployments.Fleet;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Listener;
import io.millrace.designer.permission.Member;
import io.millrace.designer.permission.Role;
import io.millrace.designer.permission.User;
import io.millrace.designer.web.Refused;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever looks at a port is shown its rows. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class TapTopicTest {

    private static final int PATIENCE_SECONDS = 20;

    @Inject
    Browser browser;

    @Inject
    CoordinatorHosts hosts;

    @Inject
    TapTopic topic;

    private static final class Tab implements Listener {
        final BlockingQueue<TapView> seen = new LinkedBlockingQueue<>();

        TapView next() throws InterruptedException {
            TapView next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("rows").isNotNull();
            return next;
        }

        @Override
        public void snapshot(Object data) {
            seen.add((TapView) data);
        }

        @Override
        public void change(Object data) {
            seen.add((TapView) data);
        }

        @Override
        public void gap() {
            throw new IllegalStateException("Nothing is missed here");
        }
    }

    @Test
    void rowsAreShownToAllTabsThatLook() throws InterruptedException {
        try (Fleet fleet = new Fleet(browser, hosts)) {
            fleet.executor();
            String id = fleet.deploy("flights");
            fleet.when(id, "running");
            Member member = member(fleet);
            Tab first = new Tab();
            Tab second = new Tab();
            Closing one = topic.open(member, "tap/" + id + "/flights/out", OptionalLong.empty(), first);
            TapView shown = first.next();
            assertThat(shown.columns()).containsExactly(new TapView.ColumnView("origin", "STRING", false));
            assertThat(shown.rows()).extracting(TapView.RowView::change).containsOnly("INSERT");
            assertThat(shown.skipped()).isPositive();
            assertThat(shown.total()).isEqualTo(10);

            Closing two = topic.open(member, "tap/" + id + "/flights/out", OptionalLong.empty(), second);
            assertThat(second.next().total()).isEqualTo(10);
            one.close();
            assertThat(second.next().total()).as("the second goes on").isEqualTo(10);
            two.close();
        }
    }

    @Test
    void thereIsNoTapOnWhatIsNotDrawn() {
        try (Fleet fleet = new Fleet(browser, hosts)) {
            String id = fleet.deploy("flights");
            for (String wrong : new String[] {"tap/" + id + "/flights/late", "tap/" + id, "tap/nothing/flights/out"}) {
                assertThatThrownBy(() -> topic.open(member(fleet), wrong, OptionalLong.empty(), new Tab()))
                        .isInstanceOf(Refused.class);
            }
        }
    }

    private static Member member(Fleet fleet) {
        return new Member(
                new User(fleet.workspace().person(), "somebody"),
                fleet.workspace().id(),
                Role.VIEWER);
    }
}
