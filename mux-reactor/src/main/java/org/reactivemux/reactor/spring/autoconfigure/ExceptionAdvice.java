package org.reactivemux.reactor.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.MessagingAdviceBean;
import org.springframework.web.method.ControllerAdviceBean;

/** A bean with {@code @ControllerAdvice}, whose {@code @MessageExceptionHandler} methods serve several controllers. */
record ExceptionAdvice(ControllerAdviceBean advice) implements MessagingAdviceBean {

    @Override
    public @Nullable Class<?> getBeanType() {
        return advice.getBeanType();
    }

    @Override
    public Object resolveBean() {
        return advice.resolveBean();
    }

    @Override
    public boolean isApplicableToBeanType(Class<?> beanType) {
        return advice.isApplicableToBeanType(beanType);
    }

    @Override
    public int getOrder() {
        return advice.getOrder();
    }
}
