package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.TableContract;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The contract of tables of which a few rows are in memory. What is read is there at once, and asked for again all the same. */
final class TieredTableContractTest extends TableContract {

    private static FewHotRows few;

    @BeforeContainer
    static void open() {
        few = new FewHotRows(Runnable::run);
    }

    @AfterContainer
    static void close() {
        few.close();
    }

    @Override
    public StateAccess access(KeyGroupRange groups) {
        return few.backend().open("test", groups).access();
    }
}
