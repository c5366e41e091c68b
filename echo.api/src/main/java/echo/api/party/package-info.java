/**
 * What a running node offers: parties, their items, answers to queries, batches of writes, receipts, peers. Start with
 * {@link echo.api.party.Echo} and {@link echo.api.party.Party}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.party;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
