package org.reactivemux.reactor.micrometer;

import static org.reactivemux.reactor.Eventually.assertThatSoon;

import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** A registry with a tracer of OpenTelemetry behind it, as an application has one; its spans stay here. */
final class Traced {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final ObservationRegistry registry = ObservationRegistry.create();

    Traced() {
        Context.current(); // what loads classes of OpenTelemetry from files is not for an event loop
        Tracer spanning = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()
                .get("mux");
        OtelTracer tracer = new OtelTracer(spanning, new OtelCurrentTraceContext(), event -> {});
        OtelPropagator propagator =
                new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), spanning);
        registry.observationConfig()
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                        new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                        new DefaultTracingObservationHandler(tracer)));
    }

    ObservationRegistry registry() {
        return registry;
    }

    MuxObservations observations() {
        return MuxObservations.of(registry);
    }

    /** The spans that have ended, in the order of their ends; waits for so many. */
    List<SpanData> spans(int count) {
        assertThatSoon(spans::getFinishedSpanItems, ended -> ended.size() >= count, count + " spans");
        return spans.getFinishedSpanItems();
    }

    SpanData onlySpan() {
        return spans(1).get(0);
    }
}
