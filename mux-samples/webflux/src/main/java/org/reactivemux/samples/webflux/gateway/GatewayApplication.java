package org.reactivemux.samples.webflux.gateway;

import io.netty.channel.ChannelOption;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;

/** The gateway's parts. */
@SpringBootApplication(proxyBeanMethods = false)
public class GatewayApplication {
    /**
     * Bounds what the kernel takes for a browser that does not read. Left to itself it would take megabytes, and a slow
     * browser would be noticed late.
     */
    @Bean
    NettyServerCustomizer smallSendBuffers(@Value("${gateway.send-buffer}") int bytes) {
        return server -> server.childOption(ChannelOption.SO_SNDBUF, bytes);
    }
}
