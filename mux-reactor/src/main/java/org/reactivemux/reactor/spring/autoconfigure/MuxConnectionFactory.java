package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import org.springframework.beans.factory.config.AbstractFactoryBean;

/** Connects, and ends the connection in good order when the beans that use it are gone. */
final class MuxConnectionFactory extends AbstractFactoryBean<MuxConnection> {
    private final MuxClient client;
    private final Duration grace;

    MuxConnectionFactory(MuxClient client, Duration grace) {
        this.client = client;
        this.grace = grace;
    }

    @Override
    public Class<?> getObjectType() {
        return MuxConnection.class;
    }

    @Override
    protected MuxConnection createInstance() {
        return Objects.requireNonNull(client.connect().block());
    }

    @Override
    protected void destroyInstance(@Nullable MuxConnection connection) {
        if (connection != null) {
            connection.shutdown(grace).onErrorComplete().block();
        }
    }
}
