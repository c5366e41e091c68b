package echo.launcher.exit;

/** Whether somebody sits at the other end. */
public final class Terminal {
    private Terminal() {}

    /** Whether both input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // the echodb script starts JDK 22 to 24 with -Djdk.console=java.base
    public static boolean isThere() {
        return System.console() != null;
    }
}
