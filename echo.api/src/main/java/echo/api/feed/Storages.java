package echo.api.feed;

import echo.api.EchoException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The storages of a node, of which it runs on one, and how it changes to another: a service that is there whether the node runs
 * or not.
 *
 * <p>Any thread, at any time: {@link #list} and {@link #move} wait for no node, so they may be called from where a bundle
 * starts or stops, a storage comes or goes, or a node is told of something. Waiting there for what a move completes with is
 * another matter: the node stops meanwhile, and that waits for who is called. {@link #list} asks the storages for their parties
 * and their notes.
 */
@ProviderType
public interface Storages {
    /**
     * A storage that is there now.
     *
     * @param name the service property {@code echo.storage}
     * @param folder where it keeps its files; empty if it does not say
     * @param inCharge whether the node runs on it
     * @param note what else there is to say of it: why it is not in charge; empty if nothing
     * @param parties number of parties that it keeps
     */
    record Entry(String name, String folder, boolean inCharge, String note, int parties) {}

    /** All that are there, in the order of their coming. */
    List<Entry> list();

    /**
     * Moves the node to the storage {@code name} with its files in {@code folder}, which is opened if it is not there: the node
     * is stopped, all is copied, and the node runs on that storage, from the next start on as well. The device's keys stay where
     * they are. One move at a time.
     *
     * @param folder empty, or with the beginning of what the node has: of an earlier move. A relative path is meant from the
     *     working folder
     * @return complete once the node runs there; fails with an {@link EchoException}, and then the node runs where it ran, unless
     *     the message says otherwise: of kind {@code USAGE} if it runs on that storage already,
     *     {@code STORAGE} if the folder holds something else or cannot be written, {@code UNAVAILABLE} if no node runs, another
     *     move is under way, or no storage of that name comes up within half a minute
     */
    CompletionStage<Moved> move(String name, String folder);
}
