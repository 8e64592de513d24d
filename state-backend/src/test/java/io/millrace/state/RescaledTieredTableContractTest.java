package io.millrace.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.state.StateAccess;
import io.millrace.state.contract.RestoredAccess;
import io.millrace.state.contract.TableContract;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The same of state that is spread over tasks and brought together between any two uses. */
final class RescaledTieredTableContractTest extends TableContract {

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
        return new RestoredAccess(few.backend(), groups, 3);
    }
}
