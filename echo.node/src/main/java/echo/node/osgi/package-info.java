/**
 * The node as an OSGi component: the only place with threads, clock and services. Start with
 * {@link echo.node.osgi.NodeComponent}.
 *
 * <pre>
 *   Storage … ──▶ StoragesComponent, Steward ── StorageInCharge ──▶ NodeComponent ── Echo
 *                          └── Storages (list, move)                    └── Model …, Transport …
 * </pre>
 */
@NullMarked
package echo.node.osgi;

import org.jspecify.annotations.NullMarked;
