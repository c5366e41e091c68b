package echo.simulation.pipeline;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.model.ModelId;
import echo.api.party.Role;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.codec.Credential;
import echo.codec.Operation;
import echo.codec.Operation.Create;
import echo.codec.Operation.Delete;
import echo.codec.Operation.Link;
import echo.codec.Operation.Move;
import echo.codec.Operation.Mutate;
import echo.codec.Operation.Restore;
import echo.codec.Operation.Unlink;
import echo.codec.Rank;
import echo.codec.Statement;
import echo.pipeline.Event;
import echo.pipeline.control.PartyState;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.explore.Arrivals;
import echo.simulation.explore.Causality;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A few messages that a few people wrote, each of whom had heard of some of the others' when writing: creates, moves, deletes,
 * restores and mutations of at most {@value #ITEMS} items, under models of both orderings. Written with real engines.
 *
 * <p>One thread.
 */
public final class SmallHistory {
    private static final int ITEMS = 3;
    private static final int TURNS = 10_000;
    private static final String INVITATION = "for one";
    private static final List<ModelId> MODELS =
            List.of(Desk.OBJECT, Journal.IN_ORDER.id(), Journal.SORTED.id(), Journal.UNSAVED.id());

    private final Shape shape;
    private final SplittableRandom random;
    private final Cast cast;
    private final List<Desk> desks = new ArrayList<>();
    private final Desk founder;
    private final List<Person> latecomers = new ArrayList<>();
    private final List<Run> beginning;
    private final List<ItemId> items = new ArrayList<>();
    private int written;

    /**
     * What a history is like.
     *
     * @param late how many of the {@code people} are admitted by what is written
     * @param role of the others
     * @param hears one turn in so many is spent on hearing of others
     */
    private record Shape(int people, int late, Role role, int hears) {}

    private SmallHistory(long seed, Shape shape) {
        this.shape = shape;
        random = new SplittableRandom(seed);
        cast = new Cast(new KeyedHashSignatures(), "party of seed " + seed);
        cast.people(shape.people()).forEach(person -> desks.add(desk(person)));
        founder = desks.get(random.nextInt(shape.people()));
        List<Credential> credentials = new ArrayList<>(cast.genesis(founder.person()));
        for (Desk desk : desks) {
            desk.meet(founder.person().control());
            if (desk != founder && latecomers.size() < shape.late()) {
                latecomers.add(desk.person());
            } else if (desk != founder) {
                credentials.addAll(cast.admission(founder.person(), desk.person(), shape.role()));
            }
        }
        credentials.add(cast.invite(founder.person(), INVITATION, 1));
        founder.state(credentials);
        desks.forEach(desk -> desk.sync(founder));
        beginning = List.copyOf(founder.runs());
    }

    /** What {@code story} has {@code writers} people write, all of whom are admitted before; in the end all hear of all. */
    public static SmallHistory of(int writers, Consumer<List<Desk>> story) {
        SmallHistory history = new SmallHistory(0, new Shape(writers, 0, Role.WRITER, 2));
        story.accept(history.desks());
        return history.close();
    }

    /** The history of {@code seed}: 2 to 5 writers, all admitted before the first of 3 to 8 messages. */
    public static SmallHistory grow(long seed) {
        SplittableRandom size = new SplittableRandom(~seed);
        SmallHistory history = new SmallHistory(seed, new Shape(2 + size.nextInt(4), 0, Role.WRITER, 2));
        return history.write(3 + size.nextInt(6), desk -> false);
    }

    /** The same with 3 or 4 writers, one or two of whom are admitted while others write; admissions are messages too. */
    public static SmallHistory growWithLatecomers(long seed) {
        SplittableRandom size = new SplittableRandom(~seed);
        Shape shape = new Shape(3 + size.nextInt(2), 1 + size.nextInt(2), Role.WRITER, 2);
        SmallHistory history = new SmallHistory(seed, shape);
        return history.write(4 + size.nextInt(5), history::admits);
    }

    /**
     * The same with 2 or 3 admins who admit one or two people as they like: twice, in different roles, with an invitation that
     * serves only one. Which admissions stand follows from their order, so that in the end messages may be refused, and wait for
     * ever at some desks and be unwanted at others.
     */
    public static SmallHistory growWithQuarrels(long seed) {
        SplittableRandom size = new SplittableRandom(~seed);
        int late = 1 + size.nextInt(2);
        SmallHistory history = new SmallHistory(seed, new Shape(late + 2 + size.nextInt(2), late, Role.ADMIN, 4));
        return history.write(5 + size.nextInt(4), history::quarrels);
    }

    /**
     * 4 or 5 people, admins all but one who comes late, who remove one another, change roles, retire their devices and leave, while
     * they write. Whoever is removed may go on writing until it hears of that, and others upon what it wrote.
     */
    public static SmallHistory growWithRevocations(long seed) {
        SplittableRandom size = new SplittableRandom(~seed);
        SmallHistory history = new SmallHistory(seed, new Shape(4 + size.nextInt(2), 1, Role.ADMIN, 3));
        return history.write(6 + size.nextInt(5), history::revokes);
    }

    private Desk desk(Person person) {
        Desk desk = new Desk(cast, person);
        for (Journal journal : Journal.values()) {
            desk.handle(new Event.ModelAdded(journal.id(), journal));
        }
        return desk;
    }

    /** Lets people hear of each other and write; who {@code states} something does not write in that turn. */
    private SmallHistory write(int messages, Predicate<Desk> states) {
        Desk last = founder;
        for (int turn = 0; written < messages; turn++) {
            if (turn == TURNS) {
                throw new AssertionError("no " + messages + " messages in " + TURNS + " turns: nobody can write");
            }
            Desk desk = any(desks);
            if (random.nextInt(shape.hears()) == 0) {
                hear(desk, random.nextBoolean() ? last : any(desks));
            } else if (states.test(desk) || writes(desk)) {
                last = desk;
            }
        }
        return close();
    }

    private SmallHistory close() {
        long before = -1;
        while (before != total()) {
            before = total();
            desks.forEach(desk -> desks.forEach(desk::sync));
        }
        return this;
    }

    private long total() {
        return desks.stream().mapToLong(desk -> desk.runs().size()).sum();
    }

    private boolean writes(Desk desk) {
        PartyState state = desk.engine().state();
        boolean may =
                state.feeds().get(desk.person().data()).filter(state::mayGrow).isPresent();
        if (may) {
            desk.write(batch(desk));
            written++;
        }
        return may;
    }

    private void states(Desk desk, List<Credential> credentials) {
        desk.state(credentials);
        written++;
    }

    /** The founder admits the next latecomer, sometimes. */
    private boolean admits(Desk desk) {
        boolean now = desk == founder && !latecomers.isEmpty() && random.nextInt(3) == 0;
        if (now) {
            states(desk, cast.admission(desk.person(), latecomers.remove(0), Role.WRITER));
        }
        return now;
    }

    /** An admin admits a latecomer, perhaps by the invitation that serves only one. */
    private boolean quarrels(Desk desk) {
        boolean admin = desk.engine().state().role(desk.person().deviceKey()).equals(Optional.of(Role.ADMIN));
        if (!admin || random.nextInt(5) == 0) {
            return false;
        }
        Person latecomer = any(latecomers);
        Optional<String> invitation = random.nextBoolean() ? Optional.of(INVITATION) : Optional.empty();
        Role role = invitation.isPresent() || random.nextBoolean() ? Role.WRITER : Role.READER;
        List<Credential> credentials = new ArrayList<>(cast.own(latecomer));
        credentials.add(0, cast.member(desk.person(), latecomer, role, invitation));
        states(desk, credentials);
        welcome(latecomer, desk);
        return true;
    }

    /** An admin revokes something, as far as it knows, or admits a latecomer; anybody may leave. */
    private boolean revokes(Desk desk) {
        PartyState state = desk.engine().state();
        Optional<Role> role = state.role(desk.person().deviceKey());
        if (role.isEmpty() || random.nextInt(2) == 0) {
            return false;
        }
        Person other = any(desks).person();
        boolean known = state.members().containsKey(other.memberKey());
        if (role.get() != Role.ADMIN) {
            other = desk.person();
        } else if (!known) {
            return latecomers.contains(other) && quarrels(desk);
        }
        states(desk, List.of(revocation(desk, other, role.get() == Role.ADMIN)));
        return true;
    }

    private Credential revocation(Desk desk, Person other, boolean admin) {
        Timeframe cut = Timeframe.EMPTY
                .with(other.control(), desk.engine().extent(other.control()))
                .with(other.data(), desk.engine().extent(other.data()));
        int choice = random.nextInt(admin ? 6 : 2);
        return cast.sign(
                desk.person().device(),
                switch (choice) {
                    case 0 -> new Statement.RetireDevice(other.deviceKey(), cut);
                    case 4, 5 -> new Statement.SetRole(other.memberKey(), any(List.of(Role.values())), cut);
                    default -> new Statement.RemoveMember(other.memberKey(), cut);
                });
    }

    /** A latecomer hears from who admitted it and, more often than not, has something to write. */
    private void welcome(Person latecomer, Desk admin) {
        Desk desk = desks.stream()
                .filter(other -> other.person().equals(latecomer))
                .findFirst()
                .orElseThrow();
        desk.sync(admin);
        if (random.nextInt(3) > 0) {
            writes(desk);
        }
    }

    /** Everything, or only some feeds: then something is held while the next message is written. */
    private void hear(Desk desk, Desk other) {
        long heard = random.nextInt(3) == 0 ? random.nextLong() : -1;
        desk.sync(other, feed -> (heard >>> (feed.bytes().at(0) & 63) & 1) == 1);
    }

    private Operation[] batch(Desk desk) {
        Operation[] operations = new Operation[1 + random.nextInt(3)];
        for (int i = 0; i < operations.length; i++) {
            operations[i] = operation(desk);
        }
        return operations;
    }

    private Operation operation(Desk desk) {
        if (items.isEmpty() || (items.size() < ITEMS && random.nextInt(3) == 0)) {
            byte[] nonce = new byte[Operation.NONCE_SIZE];
            random.nextBytes(nonce);
            Create create = new Create(Bytes.owning(nonce), any(MODELS), parent(), rank());
            items.add(ItemId.of(desk.person().data(), create.nonce()));
            return create;
        }
        ItemId item = any(items);
        return switch (random.nextInt(10)) {
            case 0 -> new Delete(item);
            case 1 -> new Restore(item);
            case 2, 3 -> new Move(item, parent(), rank());
            case 4 -> new Link(item, "likes", ItemReference.to(any(items)), properties());
            case 5 -> new Unlink(item, "likes", ItemReference.to(any(items)));
            default -> new Mutate(item, mutation(desk, item));
        };
    }

    /** Bytes that the item's model understands, if this desk knows it; otherwise a word, which not every model does. */
    private Bytes mutation(Desk desk, ItemId item) {
        Value value = Value.of(random.nextLong());
        int choice = random.nextInt(5);
        List<Bytes> written = desk.edit(item, object -> {
            switch (choice) {
                case 0 -> object.push(Path.of("list"), value);
                case 1 -> object.add(Path.of("set"), Value.of(random.nextInt(2)));
                case 2 -> object.unset(Path.of("x"));
                default -> object.set("x", value);
            }
        });
        return written.isEmpty()
                ? Bytes.utf8(random.nextInt(9) == 0 ? "" : "word" + random.nextInt(99))
                : written.get(0);
    }

    /** One of few, so that some are equal. */
    private Rank rank() {
        return new Rank(Bytes.owning(new byte[] {(byte) (1 + random.nextInt(3))}));
    }

    private Value.MapValue properties() {
        return new Value.MapValue(new TreeMap<>(Map.of("x", Value.of(random.nextInt()))));
    }

    private ItemId parent() {
        int index = random.nextInt(items.size() + 1);
        return index == items.size() ? ItemId.ROOT : items.get(index);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The writers' desks, by data feed; each holds all messages. */
    public List<Desk> desks() {
        return Collections.unmodifiableList(desks);
    }

    /** Who belongs. */
    public Cast cast() {
        return cast;
    }

    /**
     * What all that was written came to.
     *
     * @throws AssertionError if it is not the same at every desk
     */
    public Fate end() {
        Fate end = desks.get(0).fate();
        for (Desk desk : desks) {
            if (!desk.fate().agrees(end)) {
                throw new AssertionError("the writers do not agree: " + end + ", and at "
                        + desk.person().name() + " " + desk.fate());
            }
        }
        return end;
    }

    /** A desk of someone who writes nothing, with all models, at which only the party's beginning is known. */
    public Desk newcomer() {
        Desk newcomer = desk(cast.person("newcomer")).meet(founder.person().control());
        beginning.forEach(newcomer::receive);
        return newcomer.flush();
    }

    /** The runs of the messages, feed by feed: what a newcomer lacks. Data feeds, and control feeds that went on. */
    public List<List<Run>> feeds() {
        Map<FeedKey, List<Run>> feeds = new TreeMap<>();
        for (Desk desk : desks) {
            Map<FeedKey, List<Run>> here = new TreeMap<>();
            desk.runs().stream()
                    .filter(run -> !beginning.contains(run))
                    .forEach(run -> here.computeIfAbsent(run.head().feed(), key -> new ArrayList<>())
                            .add(run));
            here.forEach(
                    (feed, runs) -> feeds.merge(feed, runs, (one, other) -> one.size() >= other.size() ? one : other));
        }
        return List.copyOf(feeds.values());
    }

    /** The causal arrivals of the messages at a newcomer. */
    public Arrivals<Run> arrivals() {
        return Arrivals.ofRuns(beginning, feeds());
    }

    /** What every message of the party depends on. */
    public Causality causality() {
        return Causality.of(desks.get(0).runs());
    }

    /** A short name of a run: {@code b2} starts with block 2 of the second desk's data feed, {@code B2} of its control feed. */
    public String name(Run run) {
        for (int i = 0; i < desks.size(); i++) {
            Person person = desks.get(i).person();
            if (run.head().feed().equals(person.data())) {
                return Character.toString('a' + i) + run.from();
            }
            if (run.head().feed().equals(person.control())) {
                return Character.toString('A' + i) + run.from();
            }
        }
        throw new IllegalArgumentException(
                "nobody of this history wrote feed " + run.head().feed().shortHex());
    }
}
