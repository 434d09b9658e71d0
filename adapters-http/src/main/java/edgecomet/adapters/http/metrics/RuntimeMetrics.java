package edgecomet.adapters.http.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The process and its Java machine, asked for at each scrape and not before. Without a namespace, under the names that
 * dashboards know: {@code process_*} as Prometheus' own clients have them, the original's among them, and
 * {@code jvm_*} as Micrometer has them.
 */
public final class RuntimeMetrics implements MeterBinder {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final int KIB = 1024;

    /** Creates the binder. */
    public RuntimeMetrics() {}

    @Override
    public void bindTo(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        ManagementFactory.getGarbageCollectorMXBeans().forEach(collector -> collections(collector, registry));
        bindProcess(registry);
    }

    /** As counters: Micrometer's own metric of pauses listens to every collection. */
    private static void collections(GarbageCollectorMXBean collector, MeterRegistry registry) {
        FunctionTimer.builder(
                        "jvm_gc_collection",
                        collector,
                        GarbageCollectorMXBean::getCollectionCount,
                        GarbageCollectorMXBean::getCollectionTime,
                        TimeUnit.MILLISECONDS)
                .description("Time spent in collections of garbage, and how many there were.")
                .tags("gc", collector.getName())
                .register(registry);
    }

    private static void bindProcess(MeterRegistry registry) {
        Instant startedAt = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        gauge(
                registry,
                "process_start_time_seconds",
                "Start of the process, in seconds since 1970.",
                startedAt,
                at -> at.toEpochMilli() / 1e3);
        if (Files.isReadable(STATUS)) {
            gauge(
                    registry,
                    "process_resident_memory_bytes",
                    "Memory of the process that is in RAM.",
                    STATUS,
                    RuntimeMetrics::resident);
        }
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        if (system == null) {
            return;
        }
        FunctionCounter.builder("process_cpu_seconds_total", system, bean -> bean.getProcessCpuTime() / 1e9)
                .description("Processor time of the process, in user and system mode.")
                .register(registry);
        gauge(
                registry,
                "process_virtual_memory_bytes",
                "Address space of the process.",
                system,
                UnixOperatingSystemMXBean::getCommittedVirtualMemorySize);
        gauge(
                registry,
                "process_open_fds",
                "Files and connections that the process has open.",
                system,
                UnixOperatingSystemMXBean::getOpenFileDescriptorCount);
        gauge(
                registry,
                "process_max_fds",
                "Files and connections that it may have open.",
                system,
                UnixOperatingSystemMXBean::getMaxFileDescriptorCount);
    }

    private static <T> void gauge(
            MeterRegistry registry, String name, String help, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .description(help)
                .strongReference(true)
                .register(registry);
    }

    /** Linux says it nowhere else; the line reads {@code VmRSS:     61234 kB}. */
    private static double resident(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> KIB
                            * Double.parseDouble(line.substring(RESIDENT.length())
                                    .replace("kB", "")
                                    .trim()))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
