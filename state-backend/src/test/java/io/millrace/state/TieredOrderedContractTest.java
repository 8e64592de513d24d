package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.OrderedContract;
import java.util.Objects;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** The contract of ordered state of which a few rows are in memory. What is read is there at once, and asked for again all the same. */
final class TieredOrderedContractTest extends OrderedContract {

    private static @Nullable FewHotRows few;

    @BeforeContainer
    static void open() {
        few = new FewHotRows(Runnable::run);
    }

    @AfterContainer
    static void close() {
        Objects.requireNonNull(few).close();
    }

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return Objects.requireNonNull(few).backend().open("test", groups).access();
    }
}
