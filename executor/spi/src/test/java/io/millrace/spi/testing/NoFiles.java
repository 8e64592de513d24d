package io.millrace.spi.testing;

import io.millrace.spi.io.FileStore;
import java.util.List;

/** A file port for what needs none: any use of it fails the test. */
public final class NoFiles implements FileStore {

    @Override
    public List<Entry> list(String path) {
        throw refused(path);
    }

    @Override
    public Reading open(String path) {
        throw refused(path);
    }

    @Override
    public Writing create(String path) {
        throw refused(path);
    }

    @Override
    public void move(String from, String to) {
        throw refused(from);
    }

    @Override
    public void replace(String from, String to) {
        throw refused(from);
    }

    @Override
    public void delete(String path) {
        throw refused(path);
    }

    private static AssertionError refused(String path) {
        return new AssertionError("Nobody should touch " + path);
    }
}
