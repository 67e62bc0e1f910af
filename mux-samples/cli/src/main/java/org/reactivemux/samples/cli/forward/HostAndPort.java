package org.reactivemux.samples.cli.forward;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One end of TCP connections.
 *
 * @param host a name or an address
 * @param port 0 to 65,535
 */
public record HostAndPort(String host, int port) {
    /** Where nobody but this machine is heard or reached: what is meant where no host is given. */
    private static final String LOOPBACK = "127.0.0.1";

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<address>[0-9A-Fa-f:.]+(?:%\\w+)?)]|(?<host>[^:/\\[\\]\\s]*)):(?<port>\\d{1,5})");

    /**
     * Reads {@code HOST:PORT}, {@code [IPv6]:PORT}, or {@code :PORT} for the loopback address.
     *
     * @param text as people write it
     * @return the same in its parts
     * @throws IllegalArgumentException if it has another form; the message says which are known
     */
    public static HostAndPort parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group("port")) > HIGHEST_PORT) {
            throw new IllegalArgumentException("'%s' is not like HOST:PORT, [IPv6]:PORT or :PORT, with a port up to %d"
                    .formatted(text, HIGHEST_PORT));
        }
        @Nullable String address = form.group("address");
        String host = address != null ? address : form.group("host");
        return new HostAndPort(host.isEmpty() ? LOOPBACK : host, Integer.parseInt(form.group("port")));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
