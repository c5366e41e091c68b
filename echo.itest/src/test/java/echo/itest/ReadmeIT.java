package echo.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import echo.api.item.ObjectItem;
import echo.api.party.Item;
import echo.api.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.Test;
import org.osgi.framework.BundleContext;

/** The README's Java, taken from the page itself: it compiles, makes a bundle, and does on a node what it says. */
public class ReadmeIT {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```java\n(@Component.*? class Notes .*?)```", Pattern.DOTALL);

    /** What an editor adds to the page's lines. */
    private static final String HEAD = """
            package readme;
            import echo.api.*;
            import echo.api.item.*;
            import echo.api.party.*;
            import echo.api.value.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.osgi.service.component.annotations.*;
            """;

    @Test
    public void theExampleOfTheReadmeRunsAsABundle() throws Exception {
        assumeTrue("there is no README", Files.exists(README));
        Matcher found = EXAMPLE.matcher(Files.readString(README));
        assertTrue("the README has no example of a component Notes", found.find());
        byte[] bundle = bundle(compile(HEAD + found.group(1)));
        try (FelixNode node = FelixNode.start("readme", Map.of())) {
            node.echo();
            BundleContext context = node.context();
            context.installBundle("readme", new ByteArrayInputStream(bundle)).start();
            Patience.until(() -> context.getServiceReference("readme.Notes") != null, node::services);
            Object notes = context.getService(context.getServiceReference("readme.Notes"));
            assertNotNull("the component did not come up", notes);
            List<?> items = (List<?>) Patience.of((CompletionStage<?>)
                    notes.getClass().getMethod("found", String.class).invoke(notes, "hello"));
            assertEquals(1, items.size());
            assertEquals(
                    Optional.of(Value.of("hello")),
                    ((Item) items.get(0)).as(ObjectItem.class).get("text"));
        }
    }

    private static Path compile(String source) throws IOException {
        Path folder = BundleSet.scratch("readme");
        Path file = Files.writeString(folder.resolve("Notes.java"), source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> options = List.of(
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                "--release",
                "17",
                "-proc:none");
        StringWriter messages = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(file.toFile());
            boolean compiled = compiler.getTask(messages, files, null, options, null, units)
                    .call();
            assertTrue("the README's example does not compile:\n" + messages, compiled);
        }
        return classes;
    }

    /** As bnd's Maven plugin makes it of a third party's project: component descriptions and imports from the classes. */
    private static byte[] bundle(Path classes) throws Exception {
        try (Builder builder = new Builder()) {
            builder.setProperty("Bundle-SymbolicName", "readme");
            builder.setProperty("-privatepackage", "readme");
            builder.addClasspath(classes.toFile());
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (Files.exists(Path.of(entry))) {
                    builder.addClasspath(new File(entry));
                }
            }
            try (Jar jar = builder.build()) {
                assertEquals(List.of(), builder.getErrors());
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                jar.write(bytes);
                return bytes.toByteArray();
            }
        }
    }
}
