package io.millrace.executor.savepoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An archive on its way: what goes wrong with that is no matter of the storage. */
final class CutOff extends FilterInputStream {

    CutOff(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        try {
            return super.read(into, start, length);
        } catch (IOException e) {
            throw SavepointErrors.cutOff(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        // Whoever opened it does that.
    }
}
