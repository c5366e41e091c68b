package echo.node.osgi;

import echo.api.feed.Storage;

/**
 * The service that says on which of the storages that are there a node runs: at most one at a time. {@link StoragesComponent}
 * registers it, {@link NodeComponent} runs while it is there.
 *
 * @param storage the one in charge
 */
record StorageInCharge(Storage storage) {}
