package io.millrace.connectors.s3;

import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An object, read in pieces that grow while reading goes from front to back. */
final class S3Reading implements FileStore.Reading {

    private static final int FIRST_BYTES = 64 << 10;
    private static final int MOST_BYTES = 8 << 20;

    private final S3Client client;
    private final S3Location location;
    private final String path;
    private final long size;

    private byte[] piece = new byte[0];
    private long pieceStart;
    private int nextBytes = FIRST_BYTES;

    private S3Reading(S3Client client, S3Location location, String path, long size) {
        this.client = client;
        this.location = location;
        this.path = path;
        this.size = size;
    }

    static S3Reading open(S3Client client, S3Location location, String path) throws IOException {
        try {
            long size = client.headObject(head -> head.bucket(location.bucket()).key(location.key(path)))
                    .contentLength();
            return new S3Reading(client, location, path, size);
        } catch (S3Exception e) {
            if (e.statusCode() == S3Errors.NOT_FOUND) {
                throw missing(path, e);
            }
            throw S3Errors.of("Opening", location.name(path), e);
        } catch (SdkException e) {
            throw S3Errors.of("Opening", location.name(path), e);
        }
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public synchronized int read(long position, byte[] into, int start, int length) throws IOException {
        if (position >= size) {
            return -1;
        }
        if (position < pieceStart || position >= pieceStart + piece.length) {
            fetch(position, length);
        }
        int from = (int) (position - pieceStart);
        int count = Math.min(length, piece.length - from);
        System.arraycopy(piece, from, into, start, count);
        return count;
    }

    private void fetch(long position, int length) throws IOException {
        boolean goesOn = position == pieceStart + piece.length;
        nextBytes = goesOn ? Math.min(2 * nextBytes, MOST_BYTES) : FIRST_BYTES;
        long end = Math.min(size, position + Math.max(nextBytes, length));
        try {
            piece = client.getObjectAsBytes(get -> get.bucket(location.bucket())
                            .key(location.key(path))
                            .range("bytes=" + position + "-" + (end - 1)))
                    .asByteArrayUnsafe();
            pieceStart = position;
        } catch (S3Exception e) {
            if (e.statusCode() == S3Errors.NOT_FOUND) {
                throw missing(path, e);
            }
            throw S3Errors.of("Reading", location.name(path), e);
        } catch (SdkException e) {
            throw S3Errors.of("Reading", location.name(path), e);
        }
        if (piece.length == 0) {
            throw new IOException("Reading " + location.name(path) + ": no bytes from " + position + " on");
        }
    }

    private static NoSuchFileException missing(String path, SdkException cause) {
        NoSuchFileException missing = new NoSuchFileException(path);
        missing.initCause(cause);
        return missing;
    }

    @Override
    public void close() {
        piece = new byte[0];
    }
}
