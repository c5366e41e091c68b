/**
 * Items as message threads, in the party's order. Start with {@link echo.model.messenger.MessengerModel} and
 * {@link echo.model.messenger.ThreadState}.
 */
@NullMarked
package echo.model.messenger;

import org.jspecify.annotations.NullMarked;
