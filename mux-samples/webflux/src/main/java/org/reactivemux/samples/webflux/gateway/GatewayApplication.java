package org.reactivemux.samples.webflux.gateway;

import io.netty.channel.ChannelOption;
import org.reactivemux.reactor.ReconnectOptions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import reactor.util.retry.Retry;

/** The gateway's parts. {@code mux.client.address} says where the worker listens. */
@SpringBootApplication(proxyBeanMethods = false)
public class GatewayApplication {
    /** Whoever asks while the worker is not there is told so at once; the next one to ask tries again. */
    @Bean
    ReconnectOptions noWaiting() {
        return ReconnectOptions.defaults().retry(Retry.max(0));
    }

    /**
     * Bounds what the kernel takes for a browser that does not read. Left to itself it would take megabytes, and a slow
     * browser would be noticed late.
     */
    @Bean
    NettyServerCustomizer smallSendBuffers(@Value("${gateway.send-buffer}") int bytes) {
        return server -> server.childOption(ChannelOption.SO_SNDBUF, bytes);
    }
}
