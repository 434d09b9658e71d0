package edgecomet.adapters.http.metrics;

import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_IDLE_STATE;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;

import edgecomet.application.configuration.MetricsConfiguration;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the connections of the metrics listener among those of Micronaut's server, and answers on them in front of its
 * routes: one path for any method, nothing else, with limits of its own (spec 03 §17).
 */
@Singleton
@Requires(beans = MetricsConfiguration.class)
final class MetricsListener implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private static final int MAX_CONNECTIONS = 100;
    private static final int MAX_BODY_BYTES = 1024;
    private static final int TIMEOUT_SECONDS = 10;

    private final MetricsConfiguration configuration;
    private final Provider<PrometheusMeterRegistry> registry;
    private final Provider<ExecutorService> blocking;
    private final AtomicInteger connections = new AtomicInteger();

    MetricsListener(
            MetricsConfiguration configuration,
            Provider<PrometheusMeterRegistry> registry,
            @Named(TaskExecutors.BLOCKING) Provider<ExecutorService> blocking) {
        this.configuration = configuration;
        this.registry = registry;
        this.blocking = blocking;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Listeners());
        return event.getBean();
    }

    private boolean isOurs(Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress local
                && local.getPort() == configuration.listen().port();
    }

    private final class Listeners implements NettyServerCustomizer {

        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION && isOurs(channel) ? new Connection(channel) : this;
        }
    }

    private final class Connection implements NettyServerCustomizer {

        private final Channel channel;

        Connection(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void onStreamPipelineBuilt() {
            channel.closeFuture().addListener(closed -> connections.decrementAndGet());
            if (connections.incrementAndGet() > MAX_CONNECTIONS) {
                ChannelFuture _ = channel.close();
                return;
            }
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(HANDLER_IDLE_STATE) != null) {
                pipeline.remove(HANDLER_IDLE_STATE);
            }
            install(
                    pipeline,
                    new ReadTimeoutHandler(TIMEOUT_SECONDS),
                    new WriteTimeoutHandler(TIMEOUT_SECONDS),
                    new HttpServerKeepAliveHandler(),
                    new HttpObjectAggregator(MAX_BODY_BYTES),
                    new ScrapeHandler(configuration.path(), registry.get().getPrometheusRegistry(), blocking.get()));
        }

        private static void install(ChannelPipeline pipeline, ChannelHandler... handlers) {
            for (ChannelHandler handler : handlers) {
                pipeline.addBefore(HANDLER_MICRONAUT_INBOUND, null, handler);
            }
        }
    }
}
