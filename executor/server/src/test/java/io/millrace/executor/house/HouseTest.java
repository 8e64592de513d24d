package io.millrace.executor.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of docs/ARCHITECTURE.md and decision 9: time, threads and randomness come in from outside. */
class HouseTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("tests.jar") && !location.contains("test-classes"))
            .importPackages("io.millrace");

    /** Room → the rooms it may know, besides itself. */
    private static final Map<String, Set<String>> EDGES = new TreeMap<>(Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("columns", Set.of("model")),
            Map.entry("expr", Set.of("model")),
            Map.entry("spi", Set.of("model", "columns")),
            Map.entry("protocol", Set.of("model", "expr")),
            Map.entry("plan", Set.of("model", "expr", "protocol")),
            Map.entry("coordinator", Set.of("model", "expr", "protocol", "plan")),
            // Its own edges are held by a test of its own, since it is not on the path of this one.
            Map.entry("designer", Set.of("model", "expr", "protocol", "plan", "coordinator")),
            Map.entry("engine", Set.of("model", "columns", "expr", "spi", "protocol")),
            Map.entry("state", Set.of("model", "columns", "spi")),
            Map.entry("formats", Set.of("model", "columns", "spi")),
            Map.entry("connectors", Set.of("model", "columns", "spi")),
            Map.entry(
                    "executor",
                    Set.of(
                            "model",
                            "columns",
                            "expr",
                            "spi",
                            "protocol",
                            "plan",
                            "coordinator",
                            "engine",
                            "state",
                            "formats",
                            "connectors"))));

    @ParameterizedTest
    @CsvSource({
        "model",
        "columns",
        "expr",
        "spi",
        "protocol",
        "plan",
        "coordinator",
        "engine",
        "state",
        "formats",
        "connectors",
        "executor"
    })
    void aRoomKnowsOnlyTheRoomsOnItsEdges(String room) {
        Set<String> strangers = new TreeSet<>(EDGES.keySet());
        strangers.remove(room);
        strangers.removeAll(EDGES.getOrDefault(room, Set.of()));
        if (room.equals("connectors")) {
            strangers.remove("formats");
        }
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.millrace." + room + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(strangers.stream()
                        .map(stranger -> "io.millrace." + stranger + "..")
                        .toArray(String[]::new)))
                .allowEmptyShould(true);
        rule.check(CLASSES);
    }

    @Test
    void calciteIsKnownToThePlannerAlone() {
        onlyIn("org.apache.calcite..", "io.millrace.plan..");
    }

    @Test
    void generatedMessagesStopAtTheProtocol() {
        onlyIn("com.google.protobuf..", "io.millrace.protocol..");
    }

    @Test
    void yamlStopsAtTheModel() {
        onlyIn("org.snakeyaml..", "io.millrace.model..");
    }

    @Test
    void amazonIsKnownToItsConnectorsAlone() {
        onlyIn("software.amazon..", "io.millrace.connectors..");
    }

    private static void onlyIn(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void timeThreadsAndChanceComeInThroughInterfaces() {
        DescribedPredicate<JavaMethodCall> reachesOut = describe("reach for the clock, a thread or chance", call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getTarget().getName();
            return switch (owner) {
                case "java.lang.System" -> method.equals("currentTimeMillis") || method.equals("nanoTime");
                case "java.lang.Math", "java.lang.StrictMath" -> method.equals("random");
                case "java.lang.Thread" ->
                    Set.of("start", "sleep", "ofPlatform", "ofVirtual", "startVirtualThread")
                            .contains(method);
                case "java.util.concurrent.Executors", "java.util.concurrent.ThreadLocalRandom" -> true;
                case "java.util.concurrent.ForkJoinPool" -> method.equals("commonPool");
                case "java.util.concurrent.CompletableFuture" -> method.endsWith("Async");
                case "java.util.UUID" -> method.equals("randomUUID");
                default -> owner.startsWith("java.time.") && (method.equals("now") || method.startsWith("system"));
            };
        });
        noClasses()
                .that()
                .resideOutsideOfPackages("io.millrace.executor..", "io.millrace.testkit..", "io.millrace.benchmarks..")
                .should(callMethodWhere(reachesOut))
                .check(CLASSES);
        Set<String> made =
                Set.of("java.lang.Thread", "java.util.Random", "java.security.SecureRandom", "java.util.Timer");
        DescribedPredicate<JavaConstructorCall> makes = describe(
                "make a thread or chance",
                call -> made.contains(call.getTargetOwner().getName()));
        noClasses()
                .that()
                .resideOutsideOfPackages("io.millrace.executor..", "io.millrace.testkit..", "io.millrace.benchmarks..")
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere(makes))
                .check(CLASSES);
    }

    @Test
    void namesSayWhatIsSpecial() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatLivesThereAndIsNullMarked() {
        classes()
                .that(describe(
                        "are written by us", type -> !type.getPackageName().contains(".v1")))
                .should(new ArchCondition<JavaClass>("be in a package with a package-info that is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage()
                                .tryGetAnnotationOfType(NullMarked.class)
                                .isPresent();
                        if (!marked) {
                            events.add(SimpleConditionEvent.violated(
                                    type, "No @NullMarked package-info in " + type.getPackageName()));
                        }
                    }
                })
                .check(CLASSES);
    }
}
