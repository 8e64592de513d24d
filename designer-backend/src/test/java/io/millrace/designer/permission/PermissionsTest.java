package io.millrace.designer.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.web.Refused;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            LOOK,          VIEWER EDITOR OPERATOR ADMIN
            DRAW,          EDITOR OPERATOR ADMIN
            PREVIEW,       EDITOR OPERATOR ADMIN
            COMMIT,        EDITOR OPERATOR ADMIN
            DELETE,        EDITOR OPERATOR ADMIN
            CHANGE_FILES,  EDITOR OPERATOR ADMIN
            DEPLOY,        OPERATOR ADMIN
            STOP,          OPERATOR ADMIN
            SAVE_STATE,    OPERATOR ADMIN
            ADD_EXECUTORS, ADMIN
            """)
    void eachRoleMayDoWhatTheTableSays(Action action, String roles) {
        assertThat(Arrays.stream(Role.values()).filter(role -> Permissions.allow(role, action)))
                .containsExactlyElementsOf(
                        Arrays.stream(roles.split(" ")).map(Role::valueOf).toList());
    }

    @Test
    void theTableHasEveryAction() throws NoSuchMethodException {
        String table = getClass()
                .getDeclaredMethod("eachRoleMayDoWhatTheTableSays", Action.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        assertThat(Action.values()).allSatisfy(action -> assertThat(table).contains(action.name() + ","));
    }

    @Test
    void aRefusalSaysWhoMay() {
        Member viewer =
                new Member(new User(new UserId(new UUID(0, 1)), "vera"), new WorkspaceId(new UUID(0, 2)), Role.VIEWER);
        assertThatThrownBy(() -> Permissions.require(viewer, Action.DEPLOY, "the pipeline x"))
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "You are a viewer here, and to deploy the pipeline x takes an operator. Ask an admin of the workspace for it");
    }
}
