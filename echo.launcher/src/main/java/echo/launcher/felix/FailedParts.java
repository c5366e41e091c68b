package echo.launcher.felix;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Why a node did not come up, as OSGi's component runtime knows it. That service's classes are in a bundle, out of the
 * launcher's sight, so its answers are read by the names that the Declarative Services specification gives them (112.10).
 */
final class FailedParts {
    private static final String COMPONENT_RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    private final BundleContext context;

    FailedParts(BundleContext context) {
        this.context = context;
    }

    /** The trouble to report: the reason that a part gave when it failed, else the names of what is idle. */
    Trouble trouble() {
        List<String> failures = failures();
        return reason(failures)
                .orElseGet(() -> new Trouble(
                        ExitCode.UNAVAILABLE,
                        "the node did not come up: " + idle(failures) + "; see log/echo.log in its data folder"));
    }

    /** The kind and message of the first {@code EchoException} in any of these stack traces. */
    static Optional<Trouble> reason(List<String> stackTraces) {
        return stackTraces.stream()
                .flatMap(trace -> Trouble.told(trace).stream())
                .findFirst();
    }

    private String idle(List<String> failures) {
        List<String> bundles = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .map(Bundle::getSymbolicName)
                .filter(name -> !name.equals(BundleFolder.TERMINAL))
                .toList();
        String first =
                failures.isEmpty() ? "" : failures.get(0).lines().findFirst().orElse("");
        return bundles.isEmpty() ? first.isEmpty() ? "a part of it is missing" : first : "idle bundles " + bundles;
    }

    /** The stack traces of components that failed when they were started. */
    private List<String> failures() {
        List<String> failures = new ArrayList<>();
        ServiceReference<?> reference = context.getServiceReference(COMPONENT_RUNTIME);
        @Nullable Object runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return failures;
        }
        try {
            Class<?> type = reference.getBundle().loadClass(COMPONENT_RUNTIME);
            Class<?> description =
                    reference.getBundle().loadClass("org.osgi.service.component.runtime.dto.ComponentDescriptionDTO");
            Object all = type.getMethod("getComponentDescriptionDTOs", Bundle[].class)
                    .invoke(runtime, (Object) new Bundle[0]);
            for (Object component : (Collection<?>) all) {
                Object states = type.getMethod("getComponentConfigurationDTOs", description)
                        .invoke(runtime, component);
                for (Object state : (Collection<?>) states) {
                    Object failure = state.getClass().getField("failure").get(state);
                    if (failure != null) {
                        failures.add(failure.toString());
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            failures.add("the component runtime has another form: " + e);
        }
        return failures;
    }
}
