package io.millrace.designer.files;

import java.util.List;

/**
 * What lies in a folder, by name; neither links nor what is hidden.
 *
 * @param truncated whether there is more than is listed
 */
record FileList(List<StoredFile> items, boolean truncated) {}
