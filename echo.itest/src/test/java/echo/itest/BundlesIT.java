package echo.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The bundles that the resolver chose, in a real Felix. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesIT {
    private static final int FEWEST_COMPONENTS = 8;

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] container() {
        return Container.options("bundles");
    }

    @Test
    public void allBundlesAreActive() {
        List<Bundle> idle = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .toList();
        assertEquals(List.of(), idle);
    }

    @Test
    public void allComponentsHaveWhatTheyNeed() throws Exception {
        Components components = new Components(context);
        Patience.until(() -> components.unsatisfied().isEmpty(), components::unsatisfied);
        assertTrue(components.declared() + " components", components.declared() >= FEWEST_COMPONENTS);
    }
}
