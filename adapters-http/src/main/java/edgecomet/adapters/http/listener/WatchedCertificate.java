package edgecomet.adapters.http.listener;

import edgecomet.application.configuration.TlsConfiguration;
import edgecomet.application.tls.ServerIdentity;
import edgecomet.application.tls.ServerIdentity.Reading;
import io.micronaut.http.ssl.CertificateProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/**
 * The certificate of the TLS listeners, read anew when its files change. A new pair that cannot be used is said in the
 * log, once, and the old one stays; connections that are open keep the one that they began with.
 *
 * <p>The files are looked at every few seconds. A watch of the file system would miss what tools do to certificates:
 * links that are turned round, whole directories that are swapped, network volumes.
 */
final class WatchedCertificate implements CertificateProvider, AutoCloseable {

    /** The bean's name, by which Micronaut's listener asks for it. */
    static final String NAME = "edgecomet-public";

    private static final Logger LOG = LoggerFactory.getLogger(WatchedCertificate.class);

    private final TlsConfiguration files;
    private final Duration interval;
    private final Sinks.Many<KeyStore> stores = Sinks.many().replay().latest();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Instant notAfter;
    private State state;
    private String complaint = "";

    private WatchedCertificate(TlsConfiguration files, Duration interval, ServerIdentity identity, State state) {
        this.files = files;
        this.interval = interval;
        this.notAfter = identity.notAfter();
        this.state = state;
        stores.tryEmitNext(identity.keyStore()).orThrow();
        Thread.ofVirtual().name("tls-certificate").start(this::watch);
    }

    /** What came of the first look at the files. */
    sealed interface Loading {

        /** They are in use and watched. */
        record Loaded(WatchedCertificate certificate) implements Loading {}

        /** They cannot be used. */
        record Failed(String reason) implements Loading {}
    }

    /** Whatever of a pair of files changes with its content. */
    private record State(Object certificate, Object key) {

        static State of(TlsConfiguration files) {
            return new State(stamp(files.certificate()), stamp(files.key()));
        }

        private static Object stamp(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    private record Stamp(Object modified, long size, Object inode) {}

    /**
     * Reads the files and begins to watch them.
     *
     * @param interval between two looks
     */
    static Loading load(TlsConfiguration files, Duration interval) {
        State state = State.of(files);
        return switch (ServerIdentity.read(files.certificate(), files.key())) {
            case Reading.Usable(ServerIdentity identity) ->
                new Loading.Loaded(new WatchedCertificate(files, interval, identity, state));
            case Reading.Unusable(String reason) -> new Loading.Failed(reason);
        };
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Publisher<KeyStore> getKeyStore() {
        return stores.asFlux();
    }

    /** Returns when the first certificate ends. */
    Instant notAfter() {
        return notAfter;
    }

    private void watch() {
        try {
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        State now = State.of(files);
        if (now.equals(state)) {
            return;
        }
        switch (ServerIdentity.read(files.certificate(), files.key())) {
            case Reading.Usable(ServerIdentity identity) -> {
                state = now;
                complaint = "";
                stores.tryEmitNext(identity.keyStore()).orThrow();
                LOG.atInfo()
                        .addKeyValue("subject", identity.subject())
                        .addKeyValue("not_after", identity.notAfter())
                        .log("TLS certificate reloaded");
            }
            // Half of a pair may be written: the next look may find both.
            case Reading.Unusable(String reason) -> complain(reason);
        }
    }

    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            complaint = reason;
            LOG.atWarn()
                    .addKeyValue("error", reason)
                    .log("The new TLS certificate cannot be used, the old one stays in use");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        stores.tryEmitComplete();
    }
}
