package echo.simulation.check;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Links;
import echo.codec.Message;
import echo.codec.Message.Advance;
import echo.codec.MessageCodec;
import echo.codec.Statement;
import echo.codec.Statement.AdmitDevice;
import echo.codec.Statement.AdmitFeed;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.RemoveMember;
import echo.codec.Statement.RetireDevice;
import echo.codec.StatementCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The messages of a party, read block by block and believed: who checks them does that apart. */
final class ReadMessages {
    private final Map<FeedKey, List<Entry>> feeds = new TreeMap<>();
    private final Map<DeviceKey, MemberKey> devices = new TreeMap<>();
    private final Map<FeedKey, DeviceKey> writers = new TreeMap<>();
    private final Map<FeedKey, Extent> cuts = new TreeMap<>();
    private final Set<FeedKey> controls = new TreeSet<>();
    private final List<KeyGrant> grants = new ArrayList<>();
    private final Map<DeviceKey, List<Entry>> removals = new TreeMap<>();

    /**
     * A message, and where it stands.
     *
     * @param end the feed's extent with it
     * @param needs how far it says that other feeds reach, where it says something new
     */
    record Entry(FeedKey feed, Extent end, Message message, Map<FeedKey, Extent> needs) {}

    /** Reads {@code runs}, those of each feed in order. A feed ends at its first block that cannot be read. */
    ReadMessages(List<Run> runs) {
        Map<FeedKey, List<FeedKey>> tables = new TreeMap<>();
        for (Run run : runs) {
            FeedKey feed = run.head().feed();
            List<Entry> entries = feeds.computeIfAbsent(feed, key -> new ArrayList<>());
            for (int i = 0; i < run.payloads().size() && entries.size() == run.from() + i; i++) {
                read(feed, run.payloads().get(i), entries, tables.computeIfAbsent(feed, key -> new ArrayList<>()));
            }
        }
    }

    private void read(FeedKey feed, Bytes payload, List<Entry> entries, List<FeedKey> table) {
        if (MessageCodec.decode(payload) instanceof Decoded.Valid<Message> valid) {
            Message message = valid.value();
            table.addAll(message.header().feeds());
            Map<FeedKey, Extent> needs = new TreeMap<>();
            List<Advance> advances = new ArrayList<>(message.header().data());
            advances.addAll(message.header().control());
            for (Advance advance : advances) {
                if (advance.feed() >= table.size()) {
                    return;
                }
                needs.put(table.get(advance.feed()), new Extent(advance.length(), advance.link()));
            }
            Extent before = entries.isEmpty()
                    ? Extent.EMPTY
                    : entries.get(entries.size() - 1).end();
            Entry entry = new Entry(feed, Links.append(feed, before, payload), message, needs);
            entries.add(entry);
            learn(entry);
        }
    }

    private void learn(Entry entry) {
        if (CredentialCodec.decode(entry.message().body()) instanceof Decoded.Valid<List<Credential>> credentials) {
            for (Credential credential : credentials.value()) {
                Decoded<Statement> statement = StatementCodec.decode(credential.statement());
                if (statement instanceof Decoded.Valid<Statement> valid) {
                    learn(entry, valid.value());
                }
            }
        }
    }

    private void learn(Entry entry, Statement statement) {
        if (statement instanceof AdmitDevice device) {
            devices.put(device.device(), device.member());
        } else if (statement instanceof AdmitFeed feed) {
            writers.put(feed.feed(), feed.device());
            if (feed.kind() == FeedKind.CONTROL) {
                controls.add(feed.feed());
            }
        } else if (statement instanceof KeyGrant grant) {
            grants.add(grant);
        } else if (statement instanceof RetireDevice retirement) {
            removals.computeIfAbsent(retirement.device(), key -> new ArrayList<>())
                    .add(entry);
        } else if (statement instanceof RemoveMember removal) {
            devices.forEach((device, member) -> {
                if (member.equals(removal.member())) {
                    removals.computeIfAbsent(device, key -> new ArrayList<>()).add(entry);
                }
            });
        } else if (statement instanceof Equivocation fork) {
            cuts.merge(fork.feed(), fork.common(), ReadMessages::earlier);
        }
    }

    private static Extent earlier(Extent one, Extent other) {
        int order = Long.compare(one.length(), other.length());
        order = order != 0
                ? order
                : Arrays.compareUnsigned(
                        one.link().bytes().toByteArray(), other.link().bytes().toByteArray());
        return order <= 0 ? one : other;
    }

    /** How far {@code feed} counts, if somebody says that it was forked, or {@code end} is where it ends. */
    Optional<Extent> cut(FeedKey feed, Optional<Extent> end) {
        Optional<Extent> fork = Optional.ofNullable(cuts.get(feed));
        return fork.isPresent() && end.isPresent() ? Optional.of(earlier(fork.get(), end.get())) : fork.or(() -> end);
    }

    /** Whether somebody says that {@code feed} is a control feed. */
    boolean isControl(FeedKey feed) {
        return controls.contains(feed);
    }

    /** The messages of {@code feed}, in order. */
    List<Entry> of(FeedKey feed) {
        return feeds.getOrDefault(feed, List.of());
    }

    /** The message number {@code index} of {@code feed}. */
    Optional<Entry> at(FeedKey feed, long index) {
        List<Entry> entries = of(feed);
        return index >= 0 && index < entries.size() ? Optional.of(entries.get((int) index)) : Optional.empty();
    }

    /** The content keys that anybody gives to anybody. */
    List<KeyGrant> grants() {
        return grants;
    }

    /** The messages by which devices belong no more, as far as these were known when they were read. */
    Map<DeviceKey, List<Entry>> removals() {
        return removals;
    }

    /** The device that says that it writes {@code feed}. */
    Optional<DeviceKey> writer(FeedKey feed) {
        return Optional.ofNullable(writers.get(feed));
    }

    /** Whose device says that it writes {@code feed}. */
    Optional<MemberKey> author(FeedKey feed) {
        return Optional.ofNullable(writers.get(feed)).map(devices::get);
    }
}
