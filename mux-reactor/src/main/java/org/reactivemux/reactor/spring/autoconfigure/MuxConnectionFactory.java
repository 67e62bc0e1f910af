package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.ReconnectOptions;
import org.springframework.beans.factory.config.AbstractFactoryBean;

/**
 * Makes a connection that re-establishes itself when it is used, so that an application may start before its server, and
 * ends it in good order when the beans that use it are gone.
 */
final class MuxConnectionFactory extends AbstractFactoryBean<MuxConnection> {
    private final MuxClient client;
    private final ReconnectOptions how;
    private final Duration grace;

    MuxConnectionFactory(MuxClient client, ReconnectOptions how, Duration grace) {
        this.client = client;
        this.how = how;
        this.grace = grace;
    }

    @Override
    public Class<?> getObjectType() {
        return MuxConnection.class;
    }

    @Override
    protected MuxConnection createInstance() {
        return client.reconnect(how);
    }

    @Override
    protected void destroyInstance(@Nullable MuxConnection connection) {
        if (connection != null) {
            connection.shutdown(grace).onErrorComplete().block();
        }
    }
}
