/**
 * The {@code echodb} command. Start with {@link echo.launcher.Main}, then {@link echo.launcher.RunCommand}.
 *
 * <pre>
 * Main ─ run  → Preflight (what can be refused at once) → felix: Settings → EchoRuntime
 *      ├ demo → demo: two child processes of `echodb run --batch`, and a script for both
 *      ├ simulate, key, fsck → RoomClasses: ECHO's own classes, without Felix
 *      └ completion
 * </pre>
 */
@NullMarked
package echo.launcher;

import org.jspecify.annotations.NullMarked;
