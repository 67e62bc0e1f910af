package org.reactivemux.samples.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's nginx in one process, which serves a directory. */
final class Nginx implements AutoCloseable {
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                client_max_body_size 64m;
                gzip on;
                gzip_types *;
                server {
                    listen 127.0.0.1:%d;
                    root www;
                    location /stored/ { dav_methods PUT; }
                    location /narrow/ { client_max_body_size 1k; }
                }
            }
            """;

    private final Process process;
    private final Path root;
    private final int port;

    private Nginx(Process process, Path root, int port) {
        this.process = process;
        this.root = root;
        this.port = port;
    }

    static Nginx in(Path directory) throws Exception {
        Path program = Tool.find("nginx");
        Path root = Files.createDirectories(directory.resolve("www"));
        Files.createDirectory(root.resolve("stored"));
        return FreePort.of(port -> at(port, program, directory, root));
    }

    private static Nginx at(int port, Path program, Path directory, Path root) throws Exception {
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(port));
        Process process = new ProcessBuilder(
                        program.toString(), "-p", directory + "/", "-e", "error.log", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.out").toFile())
                .start();
        Nginx nginx = new Nginx(process, root, port);
        Eventually.holds("nginx listens", nginx::listens);
        return nginx;
    }

    private boolean listens() throws FreePort.ServerEnded {
        if (!process.isAlive()) {
            throw new FreePort.ServerEnded("nginx ended");
        }
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return client.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The directory that it serves. */
    Path root() {
        return root;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        FreePort.awaitEnd(process);
    }
}
