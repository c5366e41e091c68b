package echo.example.git;

/**
 * A file as git's trees know it.
 *
 * @param mode git's mode in octal digits, as {@code 100644}
 * @param blob id of its content, 40 hexadecimal digits
 * @param size of its content, in bytes; 0 for a submodule
 */
record FileEntry(String mode, String blob, long size) {}
