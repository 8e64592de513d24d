package io.millrace.engine.checkpoint;

/**
 * A file of states.
 *
 * @param path in the storage
 * @param crc32c of all its bytes
 */
public record StoredFile(String path, long sizeBytes, int crc32c) {}
