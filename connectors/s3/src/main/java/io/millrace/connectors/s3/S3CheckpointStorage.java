package io.millrace.connectors.s3;

import io.millrace.spi.checkpoint.CheckpointPath;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.io.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Checkpoints in S3. A file is an object, written with {@code If-None-Match: *}, so that a name is taken once. Uploads in
 * parts that nobody finished are listed as {@code NAME.ID.unfinished}, and deleted by that name. Any thread.
 */
public final class S3CheckpointStorage implements CheckpointStorage {

    private static final Pattern UNFINISHED = Pattern.compile("(.+)\\.([A-Za-z0-9_-]+)\\.unfinished");

    private final S3Client client;
    private final S3Location location;
    private final Supplier<String> uploads;

    S3CheckpointStorage(S3Client client, S3Location location, Supplier<String> uploads) {
        this.client = client;
        this.location = location;
        this.uploads = uploads;
    }

    /**
     * Opens a place, and tries whether it can be used. A server that does not answer now may do so later, so that is no
     * reason to refuse it.
     *
     * @param uploads names, each of them once in the world; of letters, digits and {@code -}
     * @throws IOException if it cannot be written to, or takes a name twice
     */
    public static S3CheckpointStorage open(S3Location location, Supplier<String> uploads) throws IOException {
        return open(location, uploads, S3Clients.http());
    }

    /**
     * A place to read from. Nothing is tried and nothing can be written, so permission to read is enough.
     *
     * @throws IOException if there is no way to reach it, such as without credentials
     */
    public static S3CheckpointStorage toRead(S3Location location) throws IOException {
        Supplier<String> none = () -> {
            throw new IllegalStateException(location + " was opened to be read");
        };
        try {
            return new S3CheckpointStorage(S3Clients.of(location, S3Clients.http()), location, none);
        } catch (SdkClientException e) {
            throw S3Errors.of("Opening", location.toString(), e);
        }
    }

    static S3CheckpointStorage open(S3Location location, Supplier<String> uploads, SdkHttpClient http)
            throws IOException {
        try {
            S3CheckpointStorage storage = new S3CheckpointStorage(S3Clients.of(location, http), location, uploads);
            storage.tryOut();
            return storage;
        } catch (SdkClientException e) {
            throw S3Errors.of("Opening", location.toString(), e);
        }
    }

    private void tryOut() throws IOException {
        String path = "try-" + uploads.get();
        try {
            put(path);
        } catch (IOException e) {
            if (e.getCause() instanceof S3Exception answer && answer.statusCode() < 500) {
                throw e;
            }
            return;
        }
        try {
            put(path);
            throw new IOException(
                    location + " cannot hold checkpoints: its server writes over a file though it is asked"
                            + " not to (If-None-Match). Take a server or version that minds conditional writes");
        } catch (FileAlreadyExistsException e) {
            // As it is to be.
        } finally {
            delete(path);
        }
    }

    private void put(String path) throws IOException {
        try (Upload file = begin(path)) {
            file.finish();
        }
    }

    @Override
    public Upload begin(String path) {
        return new S3Upload(client, location, CheckpointPath.require(path), uploads.get());
    }

    @Override
    public FileStore.Reading open(String path) throws IOException {
        return S3Reading.open(client, location, CheckpointPath.require(path));
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        String below = location.keysBelow(folder.isEmpty() ? folder : CheckpointPath.require(folder));
        List<Entry> found = new ArrayList<>();
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            list -> list.bucket(location.bucket()).prefix(below))
                    .contents()) {
                if (!object.key().endsWith("/")) {
                    found.add(new Entry(location.path(object.key()), object.size()));
                }
            }
            for (MultipartUpload upload : client.listMultipartUploadsPaginator(
                            list -> list.bucket(location.bucket()).prefix(below))
                    .uploads()) {
                found.add(new Entry(location.path(upload.key()) + "." + encoded(upload.uploadId()) + ".unfinished", 0));
            }
        } catch (SdkException e) {
            throw S3Errors.of("Listing", location.name(folder), e);
        }
        found.sort(Comparator.comparing(Entry::path));
        return found;
    }

    @Override
    public void delete(String path) throws IOException {
        Matcher unfinished = UNFINISHED.matcher(path);
        if (unfinished.matches()) {
            abort(client, location, CheckpointPath.require(unfinished.group(1)), decoded(unfinished.group(2)));
            return;
        }
        String key = location.key(CheckpointPath.require(path));
        try {
            client.deleteObject(delete -> delete.bucket(location.bucket()).key(key));
        } catch (SdkException e) {
            throw S3Errors.of("Deleting", location.name(path), e);
        }
    }

    /** Removes an upload and its parts, if it is there. */
    static void abort(S3Client client, S3Location location, String path, String uploadId) throws IOException {
        try {
            client.abortMultipartUpload(abort ->
                    abort.bucket(location.bucket()).key(location.key(path)).uploadId(uploadId));
        } catch (S3Exception e) {
            if (e.statusCode() != S3Errors.NOT_FOUND) {
                throw S3Errors.of("Aborting the upload of", location.name(path), e);
            }
        } catch (SdkException e) {
            throw S3Errors.of("Aborting the upload of", location.name(path), e);
        }
    }

    private static String encoded(String uploadId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(uploadId.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String encoded) {
        return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return location.toString();
    }
}
