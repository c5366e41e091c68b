package echo.crypto.osgi;

import echo.crypto.vault.KeyCommand;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code key:…}: the shell's commands for this device's key. Passphrases are in files that the words name. The vault that runs has the
 * secret in memory, so nothing changes for it.
 */
@Component(
        service = KeyCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=key",
            "osgi.command.function=passphrase",
            "osgi.command.function=machine",
            "osgi.command.function=export",
            "osgi.command.function=import",
            "osgi.command.function=device",
            "osgi.command.function=phrase"
        })
public final class KeyCommands {
    private final KeyCommand command;

    @Activate
    public KeyCommands(@Reference KeyVaultComponent vault) {
        command = new KeyCommand(vault.places());
    }

    /** {@code key:passphrase NEW [OLD]}. */
    public String passphrase(Object[] words) {
        return answer("passphrase", words);
    }

    /** {@code key:machine [OLD]}. */
    public String machine(Object[] words) {
        return answer("machine", words);
    }

    /** {@code key:export FILE PASSPHRASE}. */
    public String export(Object[] words) {
        return answer("export", words);
    }

    /** {@code key:import FILE PASSPHRASE}; Gogo writes an underscore before a word of Java. */
    @SuppressWarnings("MemberName")
    public String _import(Object[] words) {
        return answer("import", words);
    }

    /** {@code key:device FILE PASSPHRASE}. */
    public String device(Object[] words) {
        return answer("device", words);
    }

    /** {@code key:phrase}. */
    public String phrase(Object[] words) {
        return answer("phrase", words);
    }

    private String answer(String name, Object[] words) {
        return command.answer(name, Stream.of(words).map(String::valueOf).toArray(String[]::new));
    }
}
