package echo.node;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.VerifyingKey;
import echo.api.item.ObjectItem;
import echo.api.model.PersistentMap;
import echo.api.party.Batch;
import echo.api.party.Device;
import echo.api.party.Echo;
import echo.api.party.Home;
import echo.api.party.Item;
import echo.api.party.Known;
import echo.api.party.Party;
import echo.api.party.Policy;
import echo.api.party.Receipt;
import echo.api.party.View;
import echo.api.transport.Address;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The party that the devices of a member have for themselves. Each has one item in it, its <em>note</em>: an object whose property
 * {@code note} is a map of {@code device}, its key; {@code at}, the addresses at which it listens; and {@code parties}, the names of
 * the parties that it has open, by key. Keys are hex digits. A device writes its own note alone.
 *
 * <p>It stands on the node as an application does. Any thread; the note is written on the node's loop.
 */
final class HomeParty implements Home {
    static final String NAME = "home";

    private static final Path NOTE = Path.of("note");
    private static final String DEVICE = "device";
    private static final String AT = "at";
    private static final String PARTIES = "parties";
    private static final long AGAIN_MS = 5_000;

    private final Echo node;
    private final Loop loop;
    private final Doors doors;
    /** The parties that were founded, or entered, as homes; which of them is it follows from who is there. */
    private volatile PersistentMap<PartyKey, PartyNode> candidates = PersistentMap.empty();

    private Optional<CompletionStage<Party>> founding = Optional.empty();
    private boolean writing;

    /**
     * What a home wants of its node and others do not.
     *
     * @param found makes the home
     * @param enter joins one by its code
     * @param remembered the parties of the node, also those that are not read yet
     * @param addresses where the node listens now
     */
    record Doors(
            Supplier<CompletionStage<Party>> found,
            Function<InvitationCode, CompletionStage<Party>> enter,
            Supplier<List<PartyKey>> remembered,
            Supplier<List<Address>> addresses) {}

    /** The home of {@code node}, which has none yet. */
    HomeParty(Echo node, Loop loop, Doors doors) {
        this.node = node;
        this.loop = loop;
        this.doors = doors;
    }

    /** The home may be this party, once it is read and shows that it is one. */
    synchronized void consider(PartyNode home) {
        candidates = candidates.with(home.key(), home);
        var unused = home.opened()
                .thenCombine(home.restored(), (opened, restored) -> opened)
                .thenAccept(opened -> opened.subscribe(view -> look()));
    }

    /** That party could not be entered, or is none of this member alone. */
    synchronized void forget(PartyKey key) {
        candidates = candidates.without(key);
    }

    /** Whether that is a home and no party that others are in. */
    boolean has(PartyKey key) {
        return candidates
                .get(key)
                .filter(it -> !it.isOpen() || isOfThisMemberAlone(it))
                .isPresent();
    }

    boolean isOfThisMemberAlone(Party home) {
        return home.members().stream().allMatch(it -> it.key().equals(node.member()));
    }

    /** The home: a party of this member alone, with this device. Of two the one with more devices, so that all find the same. */
    private Optional<PartyNode> home() {
        Optional<PartyNode> best = Optional.empty();
        for (Map.Entry<PartyKey, PartyNode> candidate : candidates) {
            PartyNode home = candidate.getValue();
            if (home.isOpen()
                    && isOfThisMemberAlone(home)
                    && isDeviceOf(home)
                    && best.filter(it -> devices(it) >= devices(home)).isEmpty()) {
                best = Optional.of(home);
            }
        }
        return best;
    }

    private static int devices(Party home) {
        return home.roster().devices().size();
    }

    private boolean isDeviceOf(Party party) {
        return party.roster().devices().stream().anyMatch(it -> it.key().equals(node.device()));
    }

    @Override
    public CompletionStage<String> invite() {
        return home().<CompletionStage<Party>>map(CompletableFuture::completedFuture)
                .orElseGet(this::found)
                .thenCompose(HomeParty::closed)
                .thenCompose(Party::where);
    }

    /** Founds the home, once for all who want it at a time. */
    private synchronized CompletionStage<Party> found() {
        CompletionStage<Party> found = founding.orElseGet(doors.found());
        founding = Optional.of(found);
        var unused = found.whenComplete((home, failure) -> founded());
        return found;
    }

    private synchronized void founded() {
        founding = Optional.empty();
    }

    /** Nobody else is to come. */
    private static CompletionStage<Party> closed(Party home) {
        return home.roster().policy().open()
                ? home.roster().setPolicy(new Policy(false, true)).thenApply(stated -> home)
                : CompletableFuture.completedFuture(home);
    }

    @Override
    public CompletionStage<Boolean> enter(String text) {
        InvitationCode code;
        try {
            code = InvitationCode.parse(text);
        } catch (EchoException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (code.secret().isPresent()) {
            return failed(Kind.USAGE, "that is an invitation to a party, not the code of a home; type party:join CODE");
        }
        if (home().filter(it -> devices(it) > 1 && !it.key().equals(code.party()))
                .isPresent()) {
            return failed(
                    Kind.USAGE,
                    "this device shares a home with others already; let the other one enter it: home:invite");
        }
        return doors.enter().apply(code).thenApply(entered -> {
            if (!isOfThisMemberAlone(entered)) {
                forget(entered.key());
                throw new EchoException(Kind.REFUSED, "that is a party of others, and no home; see party:list");
            }
            return true;
        });
    }

    @Override
    public Optional<Party> party() {
        return home().map(home -> home);
    }

    @Override
    public List<Known> parties() {
        Map<PartyKey, Known> known = new TreeMap<>();
        notes().forEach((device, note) -> names(note).forEach((key, name) -> {
            List<DeviceKey> devices =
                    new ArrayList<>(known.containsKey(key) ? known.get(key).devices() : List.of());
            devices.add(device);
            known.put(key, new Known(key, name, node.party(key).isPresent(), devices));
        }));
        return List.copyOf(known.values());
    }

    @Override
    public CompletionStage<Party> open(PartyKey key) {
        Set<Address> addresses = new LinkedHashSet<>();
        boolean told = false;
        for (Map.Entry<DeviceKey, Value.MapValue> note : notes().entrySet()) {
            if (!note.getKey().equals(node.device()) && names(note.getValue()).containsKey(key)) {
                told = true;
                addresses.addAll(addresses(note.getValue()));
            }
        }
        if (!told) {
            return failed(Kind.USAGE, "no other device of this member has told of such a party; see home:parties");
        }
        if (addresses.isEmpty()) {
            return failed(
                    Kind.UNAVAILABLE,
                    "none of the devices that have this party open listens; start one with --listen HOST:PORT");
        }
        return node.join(InvitationCode.where(key, List.copyOf(addresses)).text());
    }

    private static <T> CompletionStage<T> failed(Kind kind, String message) {
        return CompletableFuture.failedFuture(new EchoException(kind, message));
    }

    /** What this device has open, or where it listens, may be other than its note says. */
    void look() {
        loop.execute(this::note);
    }

    private void note() {
        Optional<PartyNode> home = home().filter(it -> it.restored().isDone() && isReadable(it.view()));
        if (home.isEmpty() || writing) {
            return;
        }
        Optional<Item> own = ownNote(home.get().view());
        Optional<Value.MapValue> before = own.flatMap(HomeParty::content);
        Value.MapValue now = content(before.map(HomeParty::names).orElse(Collections.emptyMap()));
        if (before.equals(Optional.of(now))) {
            return;
        }
        try {
            Receipt receipt = home.get().write(batch -> write(batch, own, now));
            writing = true;
            var unused = receipt.applied()
                    .whenComplete((applied, failure) -> loop.execute(() -> {
                        writing = false;
                        if (failure == null) {
                            note();
                        } else {
                            loop.after(AGAIN_MS, this::note);
                        }
                    }));
        } catch (EchoException e) {
            if (e.kind()
                    != Kind.UNAVAILABLE) { // else the object model is not there, and its coming is a reason to look
                loop.after(AGAIN_MS, this::note);
            }
        }
    }

    /** Whether all notes can be read: where one cannot, this device's own may be it. */
    private static boolean isReadable(View view) {
        return view.children(ItemId.ROOT).stream().noneMatch(Item::opaque);
    }

    private static void write(Batch batch, Optional<Item> own, Value.MapValue content) {
        ItemId note = own.map(Item::id).orElseGet(() -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
        batch.edit(note, ObjectItem.class).set(NOTE, content);
    }

    private Optional<Item> ownNote(View view) {
        return view.children(ItemId.ROOT).stream()
                .filter(item -> content(item).flatMap(HomeParty::device).equals(Optional.of(node.device())))
                .findFirst();
    }

    /** What this device's note should be: a party that is not read yet has the name that it had {@code before}. */
    private Value.MapValue content(Map<PartyKey, String> before) {
        Map<String, Value> names = new TreeMap<>();
        for (PartyKey key : doors.remembered().get()) {
            Optional<Party> open = node.party(key);
            Optional<String> name = open.isPresent()
                    ? open.filter(this::isDeviceOf).map(Party::name)
                    : Optional.ofNullable(before.get(key));
            name.filter(it -> !has(key)).ifPresent(it -> names.put(hex(key), Value.of(it)));
        }
        List<Value> at = doors.addresses().get().stream()
                .map(address -> Value.of(address.toString()))
                .toList();
        Map<String, Value> content = new TreeMap<>();
        content.put(DEVICE, Value.of(hex(node.device())));
        content.put(AT, Value.of(at));
        content.put(PARTIES, Value.of(names));
        return (Value.MapValue) Value.of(content);
    }

    /** The notes of the devices that this home has now, of each the first. */
    private Map<DeviceKey, Value.MapValue> notes() {
        Map<DeviceKey, Value.MapValue> notes = new LinkedHashMap<>();
        home().ifPresent(home -> {
            List<DeviceKey> devices =
                    home.roster().devices().stream().map(Device::key).toList();
            Map<DeviceKey, Value.MapValue> all = new LinkedHashMap<>();
            for (Item item : home.view().children(ItemId.ROOT)) {
                content(item).ifPresent(note -> device(note).ifPresent(device -> all.putIfAbsent(device, note)));
            }
            devices.stream().filter(all::containsKey).forEach(device -> notes.put(device, all.get(device)));
        });
        return notes;
    }

    private static Optional<Value.MapValue> content(Item item) {
        return item.opaque() || !item.model().type().equals(ObjectItem.TYPE)
                ? Optional.empty()
                : item.as(ObjectItem.class).get(NOTE).flatMap(HomeParty::map);
    }

    private static Optional<DeviceKey> device(Value.MapValue note) {
        return entry(note, DEVICE)
                .flatMap(HomeParty::text)
                .flatMap(HomeParty::key)
                .map(DeviceKey::new);
    }

    private static Map<PartyKey, String> names(Value.MapValue note) {
        Map<PartyKey, String> names = new LinkedHashMap<>();
        entry(note, PARTIES)
                .flatMap(HomeParty::map)
                .ifPresent(map -> map.entries()
                        .forEach((hex, name) -> key(hex).ifPresent(
                                        key -> text(name).ifPresent(text -> names.put(new PartyKey(key), text)))));
        return names;
    }

    private static List<Address> addresses(Value.MapValue note) {
        List<Address> addresses = new ArrayList<>();
        if (note.entries().get(AT) instanceof Value.ListValue list) {
            list.elements()
                    .forEach(element -> text(element).ifPresent(text -> {
                        try {
                            addresses.add(Address.parse(text));
                        } catch (EchoException e) {
                            // another device's program may know addresses that this one does not
                        }
                    }));
        }
        return addresses;
    }

    private static Optional<Value> entry(Value.MapValue note, String name) {
        return Optional.ofNullable(note.entries().get(name));
    }

    private static Optional<Value.MapValue> map(Value value) {
        return value instanceof Value.MapValue map ? Optional.of(map) : Optional.empty();
    }

    private static Optional<String> text(Value value) {
        return value instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    private static Optional<Bytes> key(String hex) {
        try {
            return Optional.of(Bytes.hex(hex)).filter(bytes -> bytes.size() == VerifyingKey.SIZE);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String hex(VerifyingKey key) {
        return key.bytes().toHex();
    }
}
