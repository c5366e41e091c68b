package echo.bench.measure;

import java.nio.file.Path;

/** Something that is measured. */
public interface Workload {
    /** Its name, in words with dots between. */
    String name();

    /** One line for people: what is measured, and in which unit. */
    String says();

    /** Measures; {@code scratch} is an empty folder of its own, removed afterwards. */
    Figure measure(Path scratch) throws Exception;
}
