package echo.node.osgi;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.crypto.Handshakes;
import echo.api.crypto.KeyVault;
import echo.api.crypto.PasswordExchanges;
import echo.api.crypto.Sealing;
import echo.api.crypto.SignatureScheme;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.party.Echo;
import echo.api.transport.Address;
import echo.api.transport.Transport;
import echo.node.EchoNode;
import echo.node.Entropy;
import echo.node.Ports;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a node on the services that are there, and registers it as {@link Echo}; on which storage, {@link StoragesComponent} says.
 * Reads the framework properties {@code echo.listen} and {@code echo.connect} (addresses, separated by commas).
 */
@Component(
        service = {},
        immediate = true)
public final class NodeComponent {
    private static final Logger LOG = LoggerFactory.getLogger(NodeComponent.class);
    private static final long STOP_SECONDS = 10;

    private final EchoNode node;
    private @Nullable ServiceRegistration<Echo> registration;

    /** The parts without which there is no node. */
    @Activate
    public NodeComponent(
            @Reference SignatureScheme signatures,
            @Reference Handshakes handshakes,
            @Reference Sealing sealing,
            @Reference PasswordExchanges passwords,
            @Reference KeyVault vault,
            @Reference StorageInCharge inCharge) {
        SecureRandom random = new SecureRandom();
        Entropy entropy = count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return Bytes.owning(bytes);
        };
        node = new EchoNode(new Ports(
                new Ports.Crypto(signatures, handshakes, sealing, passwords),
                vault,
                inCharge.storage(),
                ThreadLoop::new,
                entropy,
                new LoggedRoad()));
    }

    /**
     * Starts the node, with the models and transports that are there by now, and waits until what is stored is visible.
     *
     * @throws EchoException if it cannot be read
     */
    @Activate
    void activate(BundleContext context) {
        node.start();
        awaitRestored();
        addresses(context, "echo.listen").forEach(this::listen);
        addresses(context, "echo.connect").forEach(node::connect);
        registration = context.registerService(Echo.class, node, FrameworkUtil.asDictionary(Map.of()));
    }

    private void awaitRestored() {
        try {
            node.restored().toCompletableFuture().join();
        } catch (CompletionException e) {
            stop();
            throw e.getCause() instanceof EchoException told ? told : e;
        }
    }

    @Deactivate
    void deactivate() {
        if (registration != null) {
            registration.unregister();
        }
        stop();
    }

    private void stop() {
        try {
            node.stop().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the node did not stop cleanly", e);
        }
    }

    @Reference(
            service = Model.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addModel(Model<?> model, Map<String, ?> properties) {
        modelId(properties).ifPresent(id -> node.modelAdded(id, model));
    }

    void removeModel(Model<?> model, Map<String, ?> properties) {
        modelId(properties).ifPresent(id -> node.modelRemoved(id, model));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addTransport(Transport transport) {
        node.transportAdded(transport);
    }

    void removeTransport(Transport transport) {
        node.transportRemoved(transport);
    }

    private void listen(Address address) {
        node.listen(address).whenComplete((bound, failure) -> {
            if (failure == null) {
                LOG.info("listens at {}", bound);
            } else {
                LOG.error("{}", failure.getMessage());
            }
        });
    }

    private static Optional<ModelId> modelId(Map<String, ?> properties) {
        Object type = properties.get("echo.model.type");
        Object version = properties.get("echo.model.version");
        try {
            return Optional.of(ModelId.of(String.valueOf(type), String.valueOf(version)));
        } catch (IllegalArgumentException e) {
            LOG.error("a model service is passed over, its properties are wrong: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Address> addresses(BundleContext context, String property) {
        @Nullable String text = context.getProperty(property);
        try {
            return text == null || text.isBlank()
                    ? List.of()
                    : Arrays.stream(text.split(",")).map(Address::parse).toList();
        } catch (EchoException e) {
            LOG.error("{}: {}", property, e.getMessage());
            return List.of();
        }
    }
}
