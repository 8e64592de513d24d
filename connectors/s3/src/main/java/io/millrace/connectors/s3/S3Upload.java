package io.millrace.connectors.s3;

import io.millrace.spi.checkpoint.CheckpointStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object that is being written: in one request when it is small, else in parts, of which nothing is seen before all are
 * there. An answer may get lost and the request be made again, so a name that is taken is looked at: it may be taken by this.
 */
final class S3Upload implements CheckpointStorage.Upload {

    /** At most 10,000 parts are allowed, so they grow. */
    private static final int FIRST_PART_BYTES = 8 << 20;

    private static final int LAST_PART_BYTES = 128 << 20;
    private static final int PARTS_OF_ONE_SIZE = 1_000;

    private static final int FIRST_BUFFER_BYTES = 64 << 10;

    /** Metadata of the object: who wrote it. */
    private static final String WRITER = "millrace-upload";

    private static final String ABSENT = "*";
    private static final String BINARY = "application/octet-stream";

    private final S3Client client;
    private final S3Location location;
    private final String path;
    private final String writer;
    private final List<CompletedPart> parts = new ArrayList<>();

    private @Nullable String uploadId;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int buffered;
    private long size;
    private boolean finished;

    /**
     * @param writer which no other upload has
     */
    S3Upload(S3Client client, S3Location location, String path, String writer) {
        this.client = client;
        this.location = location;
        this.path = path;
        this.writer = writer;
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (buffered == partBytes()) {
                sendPart();
            }
            int count = Math.min(length - done, partBytes() - buffered);
            if (buffered + count > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.clamp(2L * buffer.length, buffered + count, partBytes()));
            }
            System.arraycopy(from, start + done, buffer, buffered, count);
            buffered += count;
            done += count;
        }
        size += length;
    }

    private int partBytes() {
        int doublings = Math.min(parts.size() / PARTS_OF_ONE_SIZE, 4);
        return Math.min(FIRST_PART_BYTES << doublings, LAST_PART_BYTES);
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    private void sendPart() throws IOException {
        try {
            String upload = uploadId;
            if (upload == null) {
                upload = client.createMultipartUpload(create -> create.bucket(location.bucket())
                                .key(location.key(path))
                                .metadata(Map.of(WRITER, writer)))
                        .uploadId();
                uploadId = upload;
            }
            String id = upload;
            int number = parts.size() + 1;
            String tag = client.uploadPart(
                            part -> part.bucket(location.bucket())
                                    .key(location.key(path))
                                    .uploadId(id)
                                    .partNumber(number),
                            body())
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            buffered = 0;
        } catch (SdkException e) {
            throw S3Errors.of("Writing", location.name(path), e);
        }
    }

    private RequestBody body() {
        byte[] bytes = buffer;
        int length = buffered;
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, BINARY);
    }

    @Override
    public void finish() throws IOException {
        String upload = uploadId;
        if (upload != null && buffered > 0) {
            sendPart();
        }
        try {
            if (upload == null) {
                client.putObject(
                        put -> put.bucket(location.bucket())
                                .key(location.key(path))
                                .metadata(Map.of(WRITER, writer))
                                .ifNoneMatch(ABSENT),
                        body());
            } else {
                client.completeMultipartUpload(complete -> complete.bucket(location.bucket())
                        .key(location.key(path))
                        .uploadId(upload)
                        .multipartUpload(all -> all.parts(parts))
                        .ifNoneMatch(ABSENT));
            }
        } catch (S3Exception e) {
            settle(e);
        } catch (SdkException e) {
            throw S3Errors.of("Writing", location.name(path), e);
        }
        finished = true;
    }

    /** Whether an answer that the name is taken, or the upload gone, is about what this one did a moment before. */
    private void settle(S3Exception answer) throws IOException {
        boolean mayBeDone =
                switch (answer.statusCode()) {
                    case S3Errors.PRECONDITION_FAILED, S3Errors.CONFLICT -> true;
                    case S3Errors.NOT_FOUND -> uploadId != null;
                    default -> false;
                };
        Optional<String> there = mayBeDone ? writerOfWhatIsThere() : Optional.empty();
        if (there.isEmpty()) {
            throw S3Errors.of("Writing", location.name(path), answer);
        }
        if (!there.get().equals(writer)) {
            FileAlreadyExistsException taken = new FileAlreadyExistsException(path);
            taken.initCause(answer);
            throw taken;
        }
    }

    private Optional<String> writerOfWhatIsThere() throws IOException {
        try {
            Map<String, String> metadata = client.headObject(
                            head -> head.bucket(location.bucket()).key(location.key(path)))
                    .metadata();
            return Optional.of(metadata.getOrDefault(WRITER, ""));
        } catch (S3Exception e) {
            if (e.statusCode() == S3Errors.NOT_FOUND) {
                return Optional.empty();
            }
            throw S3Errors.of("Looking at", location.name(path), e);
        } catch (SdkException e) {
            throw S3Errors.of("Looking at", location.name(path), e);
        }
    }

    @Override
    public void close() throws IOException {
        String upload = uploadId;
        if (finished || upload == null) {
            return;
        }
        uploadId = null;
        S3CheckpointStorage.abort(client, location, path, upload);
    }
}
