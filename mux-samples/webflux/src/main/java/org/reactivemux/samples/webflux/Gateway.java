package org.reactivemux.samples.webflux;

import java.util.Objects;
import org.reactivemux.samples.webflux.gateway.GatewayApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** The gateway, in this process. */
final class Gateway {
    private Gateway() {}

    /** Starts it, and says where it is. */
    static void start(String socket, HttpOptions http) {
        WebServerApplicationContext context =
                (WebServerApplicationContext) new SpringApplicationBuilder(GatewayApplication.class)
                        .web(WebApplicationType.REACTIVE)
                        .run(
                                "--mux.client.address=unix:" + socket,
                                "--server.address=" + http.address(),
                                "--server.port=" + http.port());
        WebServer server = Objects.requireNonNull(context.getWebServer());
        // Formatted first, which makes it one write: the worker prints to the same terminal.
        System.out.println("gateway: http://%s:%d/".formatted(http.address(), server.getPort()));
    }
}
