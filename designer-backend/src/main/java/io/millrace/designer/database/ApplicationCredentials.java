package io.millrace.designer.database;

import io.millrace.designer.DesignerSettings;
import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;

/** With what the pool of connections comes to the database. */
@ApplicationScoped
@Unremovable
@Named("application-role")
class ApplicationCredentials implements CredentialsProvider {

    private final DesignerSettings settings;

    ApplicationCredentials(DesignerSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, String> getCredentials(String name) {
        return Map.of(
                USER_PROPERTY_NAME,
                Schema.APPLICATION_ROLE,
                PASSWORD_PROPERTY_NAME,
                PasswordFiles.application(settings.database()));
    }
}
