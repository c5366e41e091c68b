package echo.itest;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What the component runtime of a framework says of its components. */
final class Components {
    private final ServiceComponentRuntime runtime;

    Components(BundleContext context) {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        runtime = context.getService(reference);
    }

    /** Number of components that some bundle declares. */
    int declared() {
        return runtime.getComponentDescriptionDTOs().size();
    }

    /** A line for each component that cannot work, with what it lacks. */
    List<String> unsatisfied() {
        return runtime.getComponentDescriptionDTOs().stream()
                .flatMap(this::complaints)
                .sorted()
                .toList();
    }

    /** Whether the component of class {@code name} is active. */
    boolean active(String name) {
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> component.implementationClass.equals(name))
                .map(runtime::getComponentConfigurationDTOs)
                .flatMap(Collection::stream)
                .anyMatch(configuration -> configuration.state == ComponentConfigurationDTO.ACTIVE);
    }

    private Stream<String> complaints(ComponentDescriptionDTO component) {
        String name = component.bundle.symbolicName + " " + component.name;
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
        if (configurations.isEmpty() && component.defaultEnabled) {
            return Stream.of(name + " has no configuration");
        }
        return configurations.stream()
                .filter(configuration -> !works(configuration))
                .map(configuration -> name + " " + complaint(configuration));
    }

    private static boolean works(ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.ACTIVE
                || configuration.state == ComponentConfigurationDTO.SATISFIED;
    }

    private static String complaint(ComponentConfigurationDTO configuration) {
        if (configuration.failure != null) {
            return "failed: " + configuration.failure.lines().findFirst().orElse("");
        }
        return "waits for "
                + Arrays.stream(configuration.unsatisfiedReferences)
                        .map(reference -> reference.name)
                        .toList();
    }
}
