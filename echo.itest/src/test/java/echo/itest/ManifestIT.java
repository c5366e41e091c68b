package echo.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.Test;
import org.osgi.framework.Constants;

/** What the core's manifests import: the last word on which arrows there are (P7). */
public class ManifestIT {
    private static final String PROTOBUF = "com.google.protobuf";

    @Test
    public void coreBundlesImportTheWorkspaceAndProtobufAlone() throws IOException {
        for (String core : List.of("echo.api", "echo.codec", "echo.pipeline", "echo.replication")) {
            assertEquals(core, List.of(), imports(core, "echo."));
        }
    }

    @Test
    public void modelsImportTheWordsAndProtobufAlone() throws IOException {
        for (String model : List.of("echo.model.object", "echo.model.messenger", "echo.model.text")) {
            assertEquals(model, List.of(), imports(model, "echo.api"));
        }
    }

    @Test
    public void nobodyImportsWhatOnlyCompilersRead() throws IOException {
        for (String bundle : List.of(
                "echo.api", "echo.codec", "echo.node", "echo.crypto", "echo.storage.file", "echo.storage.sqlite")) {
            assertFalse(bundle, all(bundle).stream().anyMatch(name -> name.startsWith("org.jspecify")));
        }
    }

    /** What {@code bundle} imports beyond protobuf and packages that begin with {@code prefix}. */
    private static List<String> imports(String bundle, String prefix) throws IOException {
        return all(bundle).stream()
                .filter(name -> !name.startsWith(prefix) && !name.startsWith(PROTOBUF))
                .toList();
    }

    private static List<String> all(String bundle) throws IOException {
        try (JarFile jar = new JarFile(BundleSet.jar(bundle).toFile())) {
            String header = jar.getManifest().getMainAttributes().getValue(Constants.IMPORT_PACKAGE);
            return header == null ? List.of() : List.copyOf(new Parameters(header).keySet());
        }
    }
}
