/**
 * {@code echodb demo}: two nodes in two processes, driven through their batch consoles. Start with
 * {@link echo.launcher.demo.Script} and {@link echo.launcher.demo.NodeProcess}.
 */
@NullMarked
package echo.launcher.demo;

import org.jspecify.annotations.NullMarked;
