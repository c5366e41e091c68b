package echo.simulation.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What came of fuzzing one target.
 *
 * @param target name of its class
 * @param seconds for which it was to run
 * @param executions of it
 * @param inputs that reached something new
 * @param exit code of the process
 * @param log what Jazzer wrote
 */
record FuzzRun(String target, long seconds, long executions, long inputs, int exit, Path log) {
    /** Below it, the little that C2 would gain costs more than it gives, in seconds. */
    private static final long LONG = 60;

    private static final Pattern CRASH = Pattern.compile("Test unit written to (\\S+)");

    /** What Jazzer looks for besides, and ECHO has no use of: hooks that take a second to load. */
    private static final List<String> SANITIZERS = List.of(
            "BigDecimal",
            "ClojureLangHooks",
            "Deserialization",
            "ExpressionLanguageInjection",
            "FilePathTraversal",
            "LdapInjection",
            "NamingContextLookup",
            "OsCommandInjection",
            "ReflectiveCall",
            "RegexInjection",
            "RegexRoadblocks",
            "ScriptEngineInjection",
            "ServerSideRequestForgery",
            "SqlInjection",
            "TemplateInjection",
            "UnsafeSanitizer",
            "XPathInjection",
            "XmlParserSsrfGuidance");

    /** Fuzzes {@code target} in a process that works in {@code folder}. */
    static FuzzRun of(String target, long seconds, Path folder) throws IOException, InterruptedException {
        File log = folder.resolve("log").toFile();
        Process process = new ProcessBuilder(command(target, seconds))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        String text = Files.readString(log.toPath(), StandardCharsets.ISO_8859_1);
        return new FuzzRun(
                target,
                seconds,
                number(text, "number_of_executed_units"),
                number(text, "new_units_added"),
                exit,
                log.toPath());
    }

    private static List<String> command(String target, long seconds) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "-XX:+UseSerialGC",
                "-Xmx400m", // what asks for more than its input may is found, too
                "-cp",
                System.getProperty("java.class.path")));
        if (seconds < LONG) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of(
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target,
                "--instrumentation_includes=echo.**",
                "--instrumentation_excludes=echo.simulation.**",
                "--custom_hook_includes=echo.**",
                "--disabled_hooks="
                        + String.join(
                                ":",
                                SANITIZERS.stream()
                                        .map("com.code_intelligence.jazzer.sanitizers."::concat)
                                        .toList()),
                "-max_total_time=" + seconds,
                "-timeout=10",
                "-use_value_profile=1",
                "-print_final_stats=1"));
        return command;
    }

    private static long number(String text, String what) {
        Matcher matcher = Pattern.compile("stat::" + what + ": +(\\d+)").matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Whether it ran, and nothing crashed. */
    boolean isClean() {
        return exit == 0 && executions > 0;
    }

    /** A line for people; more if something crashed. */
    void tell(PrintStream out) throws IOException {
        String name = target.substring(target.lastIndexOf('.') + 1).replaceAll("Fuzz$", "");
        out.printf(
                Locale.ROOT,
                "%-16s %,12d executions %,9d/s %,7d new inputs  %s%n",
                name,
                executions,
                executions / seconds,
                inputs,
                isClean() ? "no crash" : "CRASHED");
        if (!isClean()) {
            tellCrash(out);
        }
    }

    private void tellCrash(PrintStream out) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        Stream<String> why =
                lines.stream().dropWhile(line -> !line.startsWith("== ")).limit(8);
        why.forEach(line -> out.println("    " + line));
        Optional<String> input = lines.stream()
                .map(CRASH::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
        out.println(input.map(it -> "    the input:  " + it + "\n    to keep it: move it into " + kept()
                        + ", under a name that says what it was")
                .orElse("    no input was written; see " + log));
    }

    /** Where inputs that crashed are kept. */
    private String kept() {
        return "echo.simulation/src/test/resources/" + target.replace('.', '/') + "Inputs/METHOD/";
    }
}
