package org.reactivemux.samples.webflux;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a gateway. */
@Command(name = "gateway", description = "Only the gateway.", mixinStandardHelpOptions = true)
final class GatewayCommand implements Runnable {
    @Option(names = "--socket", paramLabel = "PATH", required = true, description = "Where the worker listens.")
    private String socket = "";

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Override
    public void run() {
        Gateway.start(socket, http);
    }
}
