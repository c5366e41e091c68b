package echo.launcher;

import echo.launcher.felix.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code echodb key}: what seals a node's key, its export and its import, while the node does not run. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = {
            "Seals, exports, imports or recovers the key of a node that does not run.",
            "  passphrase NEW [OLD]     seals it with the passphrase in the file NEW; OLD holds the present one",
            "  machine [OLD]            seals it with the machine key, so that no passphrase is wanted",
            "  export FILE PASSPHRASE   writes it into FILE, sealed with the passphrase in the file PASSPHRASE",
            "  import FILE PASSPHRASE   makes the key of a new node of an export",
            "  device FILE PASSPHRASE   writes the key of a further device of the same member, to be imported there",
            "  phrase                   tells the 24 words from which the member's key can be made again",
            "  recover FILE             makes the key of a new node, a device of the member whose words FILE holds",
            "A passphrase is never a word of the command: a file holds it, in one line."
        })
final class KeyCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "echo-data",
            description = "the node's folder (default: ./echo-data)")
    private Path data = Path.of("echo-data");

    @Option(
            names = "--passphrase",
            paramLabel = "FILE",
            description =
                    "the file that holds the node's passphrase (default: echo.passphrase.file in conf/echo.properties)")
    private @Nullable Path passphrase;

    @Option(
            names = "--machine-key",
            paramLabel = "FILE",
            description =
                    "the machine key (default: echo.machine.key in conf/echo.properties, else keys/machine.key in DIR)")
    private @Nullable Path machine;

    @Parameters(arity = "1..3", paramLabel = "WORD", description = "one of these words, and files")
    private List<String> words = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ReflectiveOperationException {
        Preflight.folder(data);
        Path keys = data.resolve("keys");
        List<String> all = new ArrayList<>();
        all.add(keys.resolve("device.key").toString());
        all.add(named(machine, "echo.machine.key", keys.resolve("machine.key").toString()));
        all.add(named(passphrase, "echo.passphrase.file", ""));
        all.addAll(words);
        Object answer =
                new RoomClasses(List.of("bundles")).run("echo.crypto.vault.KeyCommand", all.toArray(String[]::new));
        spec.commandLine().getOut().println(answer);
        return 0;
    }

    private String named(@Nullable Path given, String property, String otherwise) throws IOException {
        Home home = new Home(Path.of(System.getProperty("echo.home", ".")));
        return given == null ? home.property(property).orElse(otherwise) : given.toString();
    }
}
