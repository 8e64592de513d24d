package io.millrace.designer.database;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** Transactions on connections that a test can tell from those of the application's pool: each has one of its own. */
public final class OwnTransactions {

    private OwnTransactions() {}

    /**
     * As the application's role, with durable commits.
     *
     * @param name as {@code pg_stat_activity} has it
     */
    public static Transactions named(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(ConfigProvider.getConfig().getValue("millrace.database.url", String.class));
        source.setUser("millrace_app");
        source.setPassword("of the application");
        source.setApplicationName(name);
        source.setOptions("-c synchronous_commit=on");
        return new Transactions(Jdbi.create(source));
    }
}
