package echo.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/** The Felix that Pax Exam starts for a test. */
final class Container {
    private Container() {}

    /** The exported bundles, and a data folder of the test's own. */
    static Option[] options(String test) {
        Option[] bundles = BundleSet.jars().stream()
                .map(jar -> bundle(jar.toUri().toString()))
                .toArray(Option[]::new);
        return CoreOptions.options(
                junitBundles(),
                frameworkProperty("echo.data").value(BundleSet.scratch(test).toString()),
                composite(bundles));
    }
}
