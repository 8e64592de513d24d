package io.millrace.spi;

import java.util.concurrent.Callable;

/** Runs what may block (files, RocksDB, third-party clients) on a small pool of platform threads. */
public interface BlockingWork {

    /** Runs {@code work} on some thread of the pool, after what was submitted before if there is only one. */
    <T> Pending<T> submit(Callable<T> work);
}
