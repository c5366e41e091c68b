package echo.shell;

import echo.api.feed.Verified;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code feed:…}: what is stored of the party. */
@Component(
        service = FeedCommands.class,
        immediate = true,
        property = {"osgi.command.scope=feed", "osgi.command.function=verify"})
public final class FeedCommands {
    /** A large log on a slow disk; the party goes on meanwhile. */
    private static final long VERIFY_SECONDS = 3_600;

    private final Selection selection;

    @Activate
    public FeedCommands(@Reference Selection selection) {
        this.selection = selection;
    }

    @Descriptor(
            "reads every stored byte of the party's feeds while it goes on, and checks who signed it; what is damaged is"
                    + " repaired, and peers send it")
    public String verify(@Descriptor("") Object[] words) {
        return Words.answer("feed:verify", words, args -> {
            args.end();
            Verified verified = Patience.await(selection.party().verify(), "verifying the feeds", VERIFY_SECONDS);
            return verified.faults().isEmpty()
                    ? verified.feeds() + " feeds, " + verified.blocks() + " blocks: all as written, and signed"
                    : String.join("\n", verified.faults());
        });
    }
}
