package echo.pipeline.order;

import echo.codec.Message;
import echo.pipeline.order.DependencyTable.Dependency;
import java.util.List;

/**
 * A message that was read, with its dependencies by name.
 *
 * @param dependencies data and control feeds that must be there first
 */
record PendingMessage(Message message, List<Dependency<FeedProgress>> dependencies) {}
