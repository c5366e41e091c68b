package echo.pipeline.items;

/**
 * One fold of an item that only goes forward, by identity. Where two states of one course are not the same object, the later one
 * has taken something more in; of states of different courses nothing is known without a look into both. So it can be told
 * cheaply that an item has changed, and none seems to have because its store was read again or a late mutation took its place.
 */
final class Course {}
