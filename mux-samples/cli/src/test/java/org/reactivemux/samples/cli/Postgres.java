package org.reactivemux.samples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Debian's PostgreSQL with a cluster of its own, which does not outlive it. As root it is given another user. */
final class Postgres implements AutoCloseable {
    /** The database's own name for whoever made it. */
    static final String USER = "postgres";

    private final Path directory;
    private final Process process;
    private final int port;

    private Postgres(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    static Postgres start() throws Exception {
        String initdb = Tool.find("initdb").toString();
        String server = Tool.find("postgres").toString();
        Path directory = directory();
        String data = directory.resolve("data").toString();
        Command.run(asItsUser(
                        initdb, "--pgdata", data, "--username", USER, "--auth", "trust", "--no-sync", "--locale", "C"))
                .assertFine();
        return FreePort.of(port -> at(port, server, directory, data));
    }

    private static Postgres at(int port, String server, Path directory, String data) throws Exception {
        Process process = new ProcessBuilder(asItsUser(
                        server,
                        "-D",
                        data,
                        "-k",
                        directory.toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-F"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Postgres postgres = new Postgres(directory, process, port);
        Eventually.holds("PostgreSQL listens", postgres::isReady);
        return postgres;
    }

    /** Its user must be able to get there. */
    private static Path directory() throws IOException {
        Path directory = Files.createTempDirectory(
                "mux-postgres", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (isRoot()) {
            UserPrincipal user =
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
            Files.setOwner(directory, user);
        }
        return directory;
    }

    private static List<String> asItsUser(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) { // in the same process, so that it can be ended
            all.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private boolean isReady() throws Exception {
        if (!process.isAlive()) {
            throw new FreePort.ServerEnded("PostgreSQL ended: " + Files.readString(directory.resolve("log")));
        }
        return Command.run(List.of(Tool.find("pg_isready").toString(), "-q", "-h", "127.0.0.1", "-p", "" + port))
                        .code()
                == 0;
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        // The fast end, which does not wait for clients; TERM would.
        new ProcessBuilder("kill", "-s", "INT", Long.toString(process.pid())).start();
        FreePort.awaitEnd(process);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
