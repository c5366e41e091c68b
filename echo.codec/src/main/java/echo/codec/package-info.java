/**
 * Messages, operations and statements to bytes and back, and the hashes and signed bytes made of them, as
 * {@code docs/format.md} lays down. All functions are pure, and none throws for bytes that a peer sent. Start with
 * {@link echo.codec.MessageCodec} and {@link echo.codec.Links}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
