package org.reactivemux.samples.webflux;

import picocli.CommandLine.Option;

/** Where the gateway takes HTTP. */
final class HttpOptions {
    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where HTTP is taken (${DEFAULT-VALUE}: from this machine only).")
    private String address = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            converter = WholeNumber.Port.class,
            description = "The port (${DEFAULT-VALUE}); 0 takes any that is free.")
    private int port;

    String address() {
        return address;
    }

    int port() {
        return port;
    }
}
