package echo.simulation;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import echo.simulation.planted.Sins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rooms and their arrows (DESIGN §2), and what the core must not touch (P7). Each rule says why, counts that it saw enough
 * classes, and is tried on something that breaks it.
 */
class ArchitectureTest {
    private static final JavaClasses ECHO = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("echo");

    /** What protoc wrote is not ours. */
    private static final DescribedPredicate<JavaClass> HAND_WRITTEN =
            describe("hand-written", type -> !type.getPackageName().endsWith(".proto"));

    private static final List<String> CORE = List.of(
            "echo.api..",
            "echo.codec..",
            "echo.pipeline..",
            "echo.replication..",
            "echo.model.object..",
            "echo.model.messenger..",
            "echo.model.text..");

    private static final List<String> ANNOTATIONS = List.of(
            "java..",
            "org.jspecify.annotations..",
            "org.osgi.annotation..",
            "org.osgi.service.component.annotations..");

    /**
     * A room: which packages it may see besides its own, the platform's and annotations, and how many classes it has at least.
     */
    private record Room(String name, int atLeast, List<String> sees) {
        String packages() {
            return name + "..";
        }

        ArchRule rule(List<String> mayDependOn) {
            List<String> allowed = new ArrayList<>(ANNOTATIONS);
            allowed.add(packages());
            allowed.addAll(mayDependOn);
            return classes()
                    .that()
                    .resideInAPackage(packages())
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .because(
                            "arrows point down only, so that a room can be read, tested and replaced without those above it");
        }
    }

    private static final List<Room> ROOMS = List.of(
            new Room("echo.api", 60, List.of()),
            new Room("echo.codec", 25, List.of("echo.api..", "com.google.protobuf..")),
            new Room("echo.pipeline", 50, List.of("echo.api..", "echo.codec..")),
            new Room("echo.replication", 20, List.of("echo.api..", "echo.codec..", "com.google.protobuf..")),
            new Room("echo.model.object", 15, List.of("echo.api..", "com.google.protobuf..")),
            new Room("echo.model.messenger", 5, List.of("echo.api..", "com.google.protobuf..")),
            new Room("echo.model.text", 15, List.of("echo.api..", "com.google.protobuf..")),
            new Room("echo.crypto", 5, List.of("echo.api..", "org.bouncycastle..", "javax.crypto..", "org.osgi..")),
            new Room("echo.storage.file", 8, List.of("echo.api..", "org.slf4j..", "org.osgi..")),
            new Room("echo.storage.sqlite", 12, List.of("echo.api..", "org.sqlite..", "org.slf4j..", "org.osgi..")),
            new Room("echo.transport.tcp", 5, List.of("echo.api..", "org.slf4j..", "org.osgi..")),
            new Room(
                    "echo.node",
                    20,
                    List.of(
                            "echo.api..",
                            "echo.codec..",
                            "echo.pipeline..",
                            "echo.replication..",
                            "org.slf4j..",
                            "org.osgi..")));

    @TestFactory
    Stream<DynamicTest> eachRoomSeesOnlyTheRoomsBelowIt() {
        return ROOMS.stream()
                .map(room -> dynamicTest(room.name(), () -> {
                    assertSeen(List.of(room.packages()), room.atLeast());
                    room.rule(room.sees()).check(ECHO);
                }));
    }

    /** The rule of each room finds something as soon as one of its arrows is not allowed. */
    @TestFactory
    Stream<DynamicTest> anArrowThatIsNotAllowedIsFound() {
        return ROOMS.stream()
                .filter(room -> room.sees().contains("echo.api.."))
                .map(room -> dynamicTest(room.name(), () -> {
                    List<String> less = new ArrayList<>(room.sees());
                    less.remove("echo.api..");
                    assertTrue(room.rule(less).evaluate(ECHO).hasViolation());
                }));
    }

    /** Something that a room must not do. */
    private record Ban(
            String name, String reason, DescribedPredicate<JavaClass> types, DescribedPredicate<JavaAccess<?>> calls) {
        List<ArchRule> in(List<String> rooms, DescribedPredicate<JavaClass> which) {
            String[] packages = rooms.toArray(String[]::new);
            var where = noClasses().that().resideInAnyPackage(packages).and(which);
            return List.of(
                    where.should().dependOnClassesThat(types).because(reason),
                    where.should().accessTargetWhere(calls).because(reason));
        }
    }

    private static DescribedPredicate<JavaClass> types(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return describe(
                "types " + regex, type -> pattern.matcher(type.getFullName()).matches());
    }

    /** Calls of (or references to) {@code Type.method}, by regular expression. */
    private static DescribedPredicate<JavaAccess<?>> calls(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return describe(
                "calls " + regex,
                access -> pattern.matcher(access.getTargetOwner().getFullName() + "."
                                + access.getTarget().getName())
                        .matches());
    }

    private static final Ban CLOCK = new Ban(
            "clock",
            "one seed replays a world: time comes as an event (P7)",
            types("java\\.time\\.(Clock|ZonedDateTime|LocalDateTime|LocalDate)|java\\.util\\.(Date|Calendar)"),
            calls("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)|java\\.time\\..*\\.now"));

    private static final Ban THREADS = new Ban(
            "threads",
            "a party is one loop, and only echo.node.osgi has threads (P7)",
            types(
                    "java\\.lang\\.(Thread|ThreadLocal)|java\\.util\\.Timer.*|java\\.util\\.concurrent\\.(locks\\..*|Executor.*"
                            + "|.*Executor|.*ExecutorService|ForkJoin.*|CountDownLatch|CyclicBarrier|Phaser|Semaphore|Exchanger|.*BlockingQueue"
                            + "|.*BlockingDeque)"),
            calls("java\\.util\\.concurrent\\..*Async|.*\\.parallelStream|java\\.util\\.stream\\..*\\.parallel"
                    + "|java\\.lang\\.Object\\.(wait|notify|notifyAll)"));

    /** The core needs nothing made for threads; echo.api hands out {@code CompletionStage} alone. */
    private static final Ban SHARING = new Ban(
            "sharing",
            "what is single-threaded must not look as if it were not (P7)",
            types("java\\.util\\.concurrent\\.(?!CompletionStage$).*"),
            calls("java\\.util\\.concurrent\\.atomic\\..*"));

    private static final Ban CHANCE = new Ban(
            "chance",
            "one seed replays a world: chance comes from outside (P7)",
            types(
                    "java\\.util\\.Random|java\\.util\\.SplittableRandom|java\\.security\\.SecureRandom|java\\.util\\.random\\..*"
                            + "|java\\.util\\.concurrent\\.ThreadLocalRandom"),
            calls(
                    "java\\.util\\.UUID\\.randomUUID|java\\.lang\\.(Strict)?Math\\.random|java\\.util\\.Collections\\.shuffle"));

    private static final Ban FILES = new Ban(
            "files",
            "disk is reached through FeedStore and MetaStore, so that a simulated one can fail (P7)",
            types("java\\.io\\.(File.*|RandomAccessFile)|java\\.nio\\.(file|channels)\\..*"),
            calls("java\\.lang\\.Class(Loader)?\\.getResource.*"));

    private static final Ban SOCKETS = new Ban(
            "sockets",
            "the network is reached through Transport, so that a simulated one can fail (P7)",
            types("java\\.net\\..*|javax\\.net\\..*"),
            calls("java\\.nio\\.channels\\.SocketChannel\\..*"));

    private static final Ban HASH_ORDER = new Ban(
            "hash order",
            "it differs between runs, and a state that saw it differs between peers (P1, P7)",
            types("java\\.util\\.(HashMap|HashSet|IdentityHashMap|WeakHashMap|Hashtable)"
                    + "|java\\.util\\.concurrent\\.ConcurrentHashMap.*"),
            calls(
                    "java\\.util\\.(Set|Map)\\.(of|ofEntries|copyOf)|java\\.lang\\.System\\.identityHashCode"
                            + "|java\\.util\\.stream\\.Collectors\\.(toSet|toMap|groupingBy|toUnmodifiableSet|toUnmodifiableMap)"));

    private static final Ban LOGGING = new Ban(
            "logging",
            "the rim logs, one line for each verb; the core answers with values",
            types(
                    "org\\.slf4j\\..*|java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger.*|java\\.io\\.PrintStream"),
            calls("java\\.lang\\.System\\.(getLogger|out|err)|java\\.lang\\.Throwable\\.printStackTrace"));

    private static final List<Ban> CORE_BANS =
            List.of(CLOCK, THREADS, SHARING, CHANCE, FILES, SOCKETS, HASH_ORDER, LOGGING);

    @TestFactory
    Stream<DynamicTest> theCoreUsesNo() {
        return CORE_BANS.stream()
                .map(ban -> dynamicTest(ban.name(), () -> {
                    assertSeen(CORE, 200);
                    ban.in(CORE, HAND_WRITTEN).forEach(rule -> rule.check(ECHO));
                }));
    }

    /** What simulated worlds run beside the core. */
    private static final List<String> RIM = List.of("echo.node..", "echo.storage.file..", "echo.crypto..");

    /** The classes in it that reach the machine, which worlds replace. */
    private static final Pattern PORTS = Pattern.compile(
            "echo\\..*\\.(osgi|command)\\..*|echo\\.storage\\.file\\.disk\\.NioDisk.*|echo\\.crypto\\.vault\\..*");

    private static final DescribedPredicate<JavaClass> NO_PORT = describe(
            "that are no ports", type -> !PORTS.matcher(type.getFullName()).matches());

    @TestFactory
    Stream<DynamicTest> whatWorldsRunReachesAroundNoPort() {
        return Stream.of(CLOCK, THREADS, FILES, SOCKETS, HASH_ORDER)
                .map(ban -> dynamicTest(ban.name(), () -> {
                    assertSeen(RIM, 60);
                    ban.in(RIM, NO_PORT).forEach(rule -> rule.check(ECHO));
                }));
    }

    @Test
    void theNodeDrawsNoChance() {
        assertSeen(List.of("echo.node"), 20);
        CHANCE.in(List.of("echo.node.."), NO_PORT).forEach(rule -> rule.check(ECHO));
    }

    private static final Map<Ban, List<Class<?>>> BREAKERS = breakers();

    private static Map<Ban, List<Class<?>>> breakers() {
        Map<Ban, List<Class<?>>> breakers =
                new TreeMap<>((one, two) -> one.name().compareTo(two.name()));
        breakers.put(CLOCK, List.of(Sins.ReadsTheClock.class, Sins.MeasuresTime.class, Sins.AsksTheTime.class));
        breakers.put(
                THREADS,
                List.of(
                        Sins.StartsAThread.class,
                        Sins.BorrowsThreads.class,
                        Sins.Locks.class,
                        Sins.GoesAsync.class,
                        Sins.SharesItsWork.class));
        breakers.put(SHARING, List.of(Sins.Locks.class, Sins.GoesAsync.class, Sins.BorrowsThreads.class));
        breakers.put(CHANCE, List.of(Sins.RollsDice.class, Sins.DrawsAName.class, Sins.TossesACoin.class));
        breakers.put(FILES, List.of(Sins.OpensAFile.class, Sins.ReadsAFile.class));
        breakers.put(SOCKETS, List.of(Sins.NamesASocket.class));
        breakers.put(
                HASH_ORDER,
                List.of(
                        Sins.HashesKeys.class,
                        Sins.HashesIdentities.class,
                        Sins.ShufflesASet.class,
                        Sins.ShufflesAMap.class,
                        Sins.CollectsInHashOrder.class,
                        Sins.AsksForIdentity.class));
        breakers.put(LOGGING, List.of(Sins.Logs.class, Sins.Prints.class));
        return breakers;
    }

    @TestFactory
    Stream<DynamicTest> aClassThatBreaksItIsFound() {
        return BREAKERS.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(sinner -> dynamicTest(
                                entry.getKey().name() + ": " + sinner.getSimpleName(),
                                () -> assertFound(entry.getKey(), sinner))));
    }

    private static void assertFound(Ban ban, Class<?> sinner) {
        JavaClasses planted = new ClassFileImporter().importClasses(sinner);
        DescribedPredicate<JavaClass> any = describe("any", type -> true);
        assertTrue(
                ban.in(List.of("echo.simulation.planted.."), any).stream()
                        .anyMatch(rule -> rule.evaluate(planted).hasViolation()),
                sinner + " was not found");
    }

    @Test
    void everyRoomOfTheDesignIsOnTheClassPath() {
        ROOMS.forEach(room -> assertSeen(List.of(room.packages()), room.atLeast()));
    }

    private static void assertSeen(List<String> packages, int atLeast) {
        long seen = ECHO.stream()
                .filter(JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new)))
                .filter(HAND_WRITTEN)
                .count();
        assertTrue(
                seen >= atLeast,
                "only " + seen + " classes in " + packages + " were seen; the rule would mean nothing");
    }
}
