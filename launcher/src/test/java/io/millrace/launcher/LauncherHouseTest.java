package io.millrace.launcher;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The launcher knows no other module, and time, threads and chance come into it through {@code Main}. */
class LauncherHouseTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace");

    @Test
    void noOtherModuleIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are another module's",
                        type -> type.getPackageName().startsWith("io.millrace.")
                                && !type.getPackageName().startsWith("io.millrace.launcher")))
                .check(CLASSES);
    }

    @Test
    void timeThreadsAndChanceComeInThroughMain() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should(callMethodWhere(
                        describe("reach for the clock, a thread or chance", LauncherHouseTest::reachesOut)))
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .check(CLASSES);
    }

    private static boolean reachesOut(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        String method = call.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" -> method.equals("currentTimeMillis") || method.equals("nanoTime");
            case "java.lang.Math" -> method.equals("random");
            case "java.lang.Thread" ->
                Set.of("sleep", "ofPlatform", "ofVirtual", "startVirtualThread").contains(method);
            case "java.util.UUID" -> method.equals("randomUUID");
            default -> owner.startsWith("java.time.") && (method.equals("now") || method.startsWith("system"));
        };
    }
}
