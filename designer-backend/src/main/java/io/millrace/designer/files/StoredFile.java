package io.millrace.designer.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A file or folder.
 *
 * @param path below the files root
 * @param sizeBytes 0 for a folder
 * @param etag changes when the file does, as far as its time and size tell; in the quotes of a header
 */
record StoredFile(String path, String name, Kind kind, long sizeBytes, Instant changedAt, String etag) {

    /** What it is. */
    enum Kind {
        file,
        folder
    }

    static StoredFile of(FilePath path, BasicFileAttributes attributes) {
        boolean isFolder = attributes.isDirectory();
        long changed = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
        return new StoredFile(
                path.toString(),
                path.name(),
                isFolder ? Kind.folder : Kind.file,
                isFolder ? 0 : attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                "\"%x-%x\"".formatted(changed, attributes.size()));
    }
}
