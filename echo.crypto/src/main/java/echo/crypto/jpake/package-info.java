/**
 * Password-authenticated key exchange: J-PAKE (RFC 8236) by Bouncy Castle, with messages of fixed sizes and chance that is handed in.
 * Start with {@link echo.crypto.jpake.JpakeExchanges} and {@link echo.crypto.jpake.JpakeExchange}.
 */
@NullMarked
package echo.crypto.jpake;

import org.jspecify.annotations.NullMarked;
