package io.millrace.designer.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The edges of docs/ARCHITECTURE.md and decision 9 for the control plane: what the executor's HouseTest holds for the rest. */
class HouseTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace.designer");

    private static final Set<String> SYSTEM_CLASSES =
            Set.of("java.lang.Thread", "java.util.Random", "java.security.SecureRandom", "java.util.Timer");

    @Test
    void theDesignerKnowsNoEngineNoConnectorAndNoState() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.millrace.engine..",
                        "io.millrace.spi..",
                        "io.millrace.columns..",
                        "io.millrace.connectors..",
                        "io.millrace.formats..",
                        "io.millrace.state..",
                        "io.millrace.executor..",
                        "io.millrace.testkit..",
                        "org.apache.calcite..",
                        "org.snakeyaml..",
                        "com.google.protobuf..")
                .check(CLASSES);
    }

    @Test
    void grpcIsKnownToTheClusterAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.millrace.designer.cluster..", "io.millrace.designer.preview..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "io.millrace.protocol.rpc..")
                .check(CLASSES);
    }

    @Test
    void timeThreadsAndChanceComeInThroughInterfaces() {
        DescribedPredicate<JavaMethodCall> reachesOut = describe("reach for the clock, a thread or chance", call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getTarget().getName();
            return switch (owner) {
                case "java.lang.System" -> method.equals("currentTimeMillis") || method.equals("nanoTime");
                case "java.lang.Thread" ->
                    Set.of("start", "sleep", "ofPlatform", "ofVirtual", "startVirtualThread")
                            .contains(method);
                case "java.util.concurrent.Executors", "java.util.concurrent.ThreadLocalRandom" -> true;
                case "java.util.UUID" -> method.equals("randomUUID");
                default -> owner.startsWith("java.time.") && (method.equals("now") || method.startsWith("system"));
            };
        });
        DescribedPredicate<JavaConstructorCall> makes = describe(
                "make a thread or chance",
                call -> SYSTEM_CLASSES.contains(call.getTargetOwner().getName()));
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.designer.wiring..")
                .should(callMethodWhere(reachesOut))
                .orShould(callConstructorWhere(makes))
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatLivesThereAndIsNullMarked() {
        Set<String> silent = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
                silent.add(type.getPackageName());
            }
        }
        Assertions.assertThat(silent).isEmpty();
    }

    @Test
    void namesSayWhatIsSpecial() {
        for (String empty : Set.of("Impl", "Manager", "Util", "Utils", "Helper")) {
            noClasses().should().haveSimpleNameEndingWith(empty).check(CLASSES);
        }
    }
}
