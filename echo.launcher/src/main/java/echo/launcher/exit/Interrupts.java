package echo.launcher.exit;

/** What Ctrl-C does to this process. */
public final class Interrupts {
    private Interrupts() {}

    /**
     * From now on Ctrl-C is left to the other processes of the terminal. The JDK's only door to signals is in a module that a
     * compiler warns of, hence by name; where it is missing Ctrl-C ends this process as ever.
     */
    public static void ignore() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance("INT"),
                            handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            System.err.println("echodb: Ctrl-C cannot be ignored here: " + e);
        }
    }
}
