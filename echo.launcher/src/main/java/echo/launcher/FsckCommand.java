package echo.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code echodb fsck}: looks at a data folder that no node uses. */
@Command(
        name = "fsck",
        description = {
            "Reads every byte of a data folder that no node uses, and names each fault with its file and offset.",
            "Without --repair it writes nothing, and reads a folder that cannot be written.",
            "Ends with 0 if nothing is wrong, with 6 if something was, also if it was repaired. What a power cut left of",
            "unfinished writes is not wrong: the next start cuts it."
        },
        mixinStandardHelpOptions = true)
final class FsckCommand implements Callable<Integer> {
    @Option(
            names = "--repair",
            description = "make the logs whole, up to what they lack; what is taken out stays in files beside them")
    private boolean repair;

    @Parameters(paramLabel = "DIR", description = "the data folder")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Override
    public Integer call() throws IOException, ReflectiveOperationException {
        String[] words = repair ? new String[] {"--repair", data.toString()} : new String[] {data.toString()};
        return (Integer) new RoomClasses(List.of("bundles")).run("echo.storage.file.command.FsckCommand", words);
    }
}
