package echo.launcher.demo;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A node in a process of its own, which takes commands through its batch console. One thread at a time. */
final class NodeProcess implements AutoCloseable {
    private static final long END_PATIENCE_S = 10;

    private final String name;
    private final Path folder;
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    private NodeProcess(String name, Path folder, Process process) {
        this.name = name;
        this.folder = folder;
        this.process = process;
        this.commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code echodb run --batch} with {@code options} on a folder; returns at once. */
    static NodeProcess start(String name, Path folder, List<String> options) {
        List<String> command = command(folder, options);
        command.addAll(List.of("--batch", "--ignore-interrupt"));
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(command)
                    .redirectError(errors(folder).toFile())
                    .start();
            return new NodeProcess(name, folder, process);
        } catch (IOException e) {
            throw new Trouble(ExitCode.STORAGE, "node " + name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Runs {@code echodb run} on a folder at this process's terminal, until its user ends it. */
    static void atTerminal(Path folder, List<String> options) throws IOException, InterruptedException {
        new ProcessBuilder(command(folder, options)).inheritIO().start().waitFor();
    }

    Path folder() {
        return folder;
    }

    long pid() {
        return process.pid();
    }

    /** What the node answers to {@code command}, which must not fail. */
    Answer ask(String command) {
        return ask(command, line -> {});
    }

    /** As {@link #ask(String)}; each line is also told when it comes. */
    Answer ask(String command, Consumer<String> live) {
        commands.println(command);
        List<String> lines = new ArrayList<>();
        for (String line = line(command); ; line = line(command)) {
            if (Answer.isLast(line)) {
                Answer answer = Answer.of(lines, line);
                answer.error().ifPresent(reason -> {
                    throw new Trouble(ExitCode.FAILED, "node " + name + ", " + command + ": " + reason);
                });
                return answer;
            }
            lines.add(line);
            live.accept(line);
        }
    }

    /** Ends the node by the end of its input, and by force if it does not end. */
    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(END_PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the node now. */
    void kill() {
        process.destroyForcibly();
    }

    private String line(String command) {
        try {
            String line = answers.readLine();
            if (line != null) {
                return line;
            }
            throw new Trouble(ExitCode.FAILED, "node " + name + " ended at '" + command + "': " + lastWords());
        } catch (IOException e) {
            throw new Trouble(ExitCode.FAILED, "node " + name + " does not answer: " + e.getMessage(), e);
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(errors(folder));
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }

    private static Path errors(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".err");
    }

    /** This process's own java, flags and jar, with other words. */
    private static List<String> command(Path folder, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String classPath = System.getProperty("java.class.path");
        // With -jar the manifest's Enable-Native-Access counts, which JLine wants.
        command.addAll(
                classPath.endsWith(".jar") && !classPath.contains(java.io.File.pathSeparator)
                        ? List.of("-jar", classPath)
                        : List.of("-cp", classPath, "echo.launcher.Main"));
        command.addAll(List.of("run", "--data", folder.toString()));
        command.addAll(options);
        return command;
    }
}
