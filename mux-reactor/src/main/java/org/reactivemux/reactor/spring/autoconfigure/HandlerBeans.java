package org.reactivemux.reactor.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.spring.MuxRoute;
import org.springframework.beans.factory.ListableBeanFactory;

/** The beans that serve channels: each those that its {@link MuxRoute} names, or those that are named as it is. */
final class HandlerBeans {
    private final ListableBeanFactory beans;

    HandlerBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    MuxServer addedTo(MuxServer server) {
        MuxServer serving = server;
        for (Map.Entry<String, String> route : beansByRoute().entrySet()) {
            serving = serving.handle(route.getKey(), beans.getBean(route.getValue(), MuxHandler.class));
        }
        return serving;
    }

    private Map<String, String> beansByRoute() {
        Map<String, String> byRoute = new LinkedHashMap<>();
        for (String bean : beans.getBeanNamesForType(MuxHandler.class)) {
            for (String route : routesOf(bean)) {
                String other = byRoute.putIfAbsent(route, bean);
                if (other != null) {
                    throw new IllegalStateException(
                            "two beans serve channels named '%s': %s and %s".formatted(route, other, bean));
                }
            }
        }
        return byRoute;
    }

    private String[] routesOf(String bean) {
        MuxRoute said = beans.findAnnotationOnBean(bean, MuxRoute.class);
        return said == null ? new String[] {bean} : said.value();
    }
}
