package io.millrace.designer.database;

import io.millrace.designer.DesignerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The passwords of the database's roles, each in a file of its own. */
final class PasswordFiles {

    private PasswordFiles() {}

    static String owner(DesignerSettings.Database settings) {
        return read(settings.ownerPasswordFile(), "owner");
    }

    static String application(DesignerSettings.Database settings) {
        return read(settings.appPasswordFile(), "app");
    }

    private static String read(Path file, String role) {
        String password;
        try {
            password = Files.readString(file).strip();
        } catch (IOException e) {
            throw new DatabaseUnusable(
                    "The file %s (millrace.database.%s-password-file) cannot be read: %s. It holds a database password, and is made when Millrace is set up"
                            .formatted(file, role, e),
                    e);
        }
        if (password.isEmpty()) {
            throw new DatabaseUnusable(
                    "The file %s (millrace.database.%s-password-file) is empty. It holds a database password"
                            .formatted(file, role));
        }
        return password;
    }
}
