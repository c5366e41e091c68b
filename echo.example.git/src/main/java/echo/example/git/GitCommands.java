package echo.example.git;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.party.Echo;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.party.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code git:…}: imports a repository's history into a party, and compares. For the node's newest party. */
@Component(
        service = GitCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=git",
            "osgi.command.function=import",
            "osgi.command.function=verify",
            "osgi.command.function=path"
        })
public final class GitCommands {
    private static final int PROGRESS_LINES = 50;

    private final Echo echo;

    @Activate
    public GitCommands(@Reference Echo echo) {
        this.echo = echo;
    }

    /** Java keeps the word {@code import} for itself; Gogo looks for a leading underscore then. */
    @Descriptor("imports the newest commits of the repository that DIR is in, or DIR's files if it is in none")
    public String _import(
            CommandSession session,
            @Descriptor("how many commits at most") @Parameter(names = "--commits", absentValue = "500") int commits,
            @Descriptor("DIR") String folder)
            throws IOException {
        Party party = party();
        try (Source source = Source.open(Path.of(folder))) {
            int total = Math.min(commits, source.length());
            int every = Math.max(1, total / PROGRESS_LINES);
            TreeImport tree = new TreeImport(party);
            tree.run(source, commits, (number, step) -> {
                if (number % every == 0 || number == total) {
                    session.getConsole().println("commit " + number + " of " + total);
                }
            });
            return "repository " + tree.repository() + " chat " + tree.chat() + "\n" + summary(source, tree);
        }
    }

    @Descriptor("compares the items of the repository that DIR is in with its HEAD")
    public String verify(@Descriptor("DIR") String folder) throws IOException {
        View view = party().view();
        try (Source source = Source.open(Path.of(folder))) {
            Item repository = new TreeItems(view)
                    .repository(source.name())
                    .orElseThrow(() -> new EchoException(
                            Kind.USAGE, "'" + source.name() + "' was not imported here; type git:import " + folder));
            List<String> differences = TreeCheck.differences(view, repository, source);
            if (!differences.isEmpty()) {
                throw new EchoException(
                        Kind.USAGE,
                        differences.size() + " differences, the first: " + differences.get(0) + "; import it again");
            }
            int files = source.files().size();
            return "the items of " + files + " files equal " + source.name() + " in path, mode, content and size";
        }
    }

    @Descriptor("prints the item of the imported file at PATH, or of the first file")
    public String path(@Descriptor("[PATH]") String... path) {
        TreeItems items = new TreeItems(party().view());
        SortedMap<String, Item> byPath = items.byPath(items.lastRepository().id());
        return byPath.entrySet().stream()
                .filter(entry -> path.length > 0 ? entry.getKey().equals(path[0]) : TreeItems.isFile(entry.getValue()))
                .findFirst()
                .map(entry -> "item " + entry.getValue().id() + " path " + entry.getKey())
                .orElseThrow(() -> new EchoException(Kind.USAGE, "no such file was imported; see item:tree"));
    }

    private Party party() {
        List<Party> parties = echo.parties();
        if (parties.size() != 1) {
            throw new EchoException(
                    Kind.USAGE,
                    "this example works on a node with one party, not " + parties.size() + "; see party:list");
        }
        return parties.get(0);
    }

    private static String summary(Source source, TreeImport tree) {
        return source.described(tree.steps()) + ": files " + tree.files() + ", folders " + tree.folders();
    }
}
