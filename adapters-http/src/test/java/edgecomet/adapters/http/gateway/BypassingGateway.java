package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.adapters.http.client.AddressResolver;
import edgecomet.adapters.http.client.ClientFixture;
import edgecomet.adapters.http.client.ClientLimits;
import edgecomet.adapters.http.client.HttpClient;
import edgecomet.adapters.http.client.TrustedAuthorities;
import edgecomet.adapters.http.listener.NoHits;
import edgecomet.adapters.http.listener.PublicGateway;
import edgecomet.adapters.http.listener.RawClient;
import edgecomet.adapters.http.origin.OriginHttpClient;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.configuration.TlsVersion;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.PeerClient;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.Telemetry;
import edgecomet.application.serve.InMemoryCache;
import edgecomet.application.serve.ServePage;
import edgecomet.application.serve.ServePagePorts;
import edgecomet.application.testing.GatewayConfigurations;
import edgecomet.application.tls.SampleIdentity;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.host.RuleDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A gateway with the real listener, the real pipeline and the real HTTP client, which sends every request past the
 * renderer to the origin. Only the cache is in memory, and names lead where a test says.
 */
final class BypassingGateway implements AutoCloseable {

    static final String KEY = "k-shop";

    private final HttpClient http;
    private final PublicGateway gateway;

    private BypassingGateway(HttpClient http, PublicGateway gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    /** Protects against SSRF, and resolves every name to this machine. */
    static Builder forDomains(Collection<String> domains) {
        return new Builder(domains);
    }

    /** What a test may want to be different. */
    static final class Builder {

        private final Collection<String> domains;
        private EventLoopGroup loops = ClientFixture.EVENT_LOOPS;
        private AddressPolicy policy = AddressPolicy.PUBLIC_ONLY;
        private ClientLimits clientLimits = ClientLimits.DEFAULT;
        private Settings settings = Settings.NONE;
        private ServerLimits limits = ServerLimits.defaults(PublicGateway.LONG);
        private Duration writeTimeout = PublicGateway.LONG;
        private SampleIdentity identity;
        private AddressResolver resolver = name -> List.of(InetAddress.ofLiteral("127.0.0.1"));

        private Builder(Collection<String> domains) {
            this.domains = domains;
        }

        Builder dialling(EventLoopGroup group) {
            loops = group;
            return this;
        }

        Builder resolving(AddressResolver names) {
            resolver = names;
            return this;
        }

        Builder bodiesOfAtMost(int bytes) {
            clientLimits = clientLimits.withBodyBytes(bytes);
            return this;
        }

        /** Waits for an origin no longer than this. */
        Builder patientFor(Duration timeout) {
            settings = new Settings(
                    settings.render(),
                    new Settings.Bypass(timeout, null, null, Settings.Cache.NONE),
                    settings.tracking(),
                    settings.botHits(),
                    settings.sharding(),
                    settings.headers());
            return this;
        }

        /** Keeps what an origin answers with status 200, and lets these of its headers pass. */
        Builder keepingAnswers(String... passing) {
            settings = new Settings(
                    settings.render(),
                    new Settings.Bypass(null, null, true, Settings.Cache.NONE),
                    settings.tracking(),
                    settings.botHits(),
                    settings.sharding(),
                    new Settings.Headers(List.of(), List.of(), List.of(passing), List.of()));
            return this;
        }

        /** Asks so many origins at once, and has nobody wait for that. */
        Builder takingOn(int requests) {
            limits = new ServerLimits(1_000, requests, 0, PublicGateway.LONG, PublicGateway.LONG);
            return this;
        }

        /** Lets a client take no longer to read its answer. */
        Builder givingUpClientsAfter(Duration timeout) {
            writeTimeout = timeout;
            return this;
        }

        Builder tls(SampleIdentity certificate) {
            identity = certificate;
            return this;
        }

        /** Goes wherever names lead; unlike the address alone, a name is one that a page can have. */
        Builder unprotected() {
            policy = AddressPolicy.ANY;
            return this;
        }

        BypassingGateway start() {
            HttpClient http = new HttpClient(loops, clientLimits, policy, resolver, TrustedAuthorities.ofSystem());
            GatewayConfiguration configuration = configuration();
            InMemoryCache cache = new InMemoryCache();
            ServePage pages = new ServePage(
                    () -> configuration,
                    new ServePagePorts(
                            "eg-a",
                            cache,
                            cache,
                            cache,
                            new NoRenderers(),
                            Builder::neverCalled,
                            PeerClient.NONE,
                            new OriginHttpClient(http, "eg-a"),
                            Telemetry.NONE),
                    InstantSource.system());
            PublicGateway.Builder listener =
                    PublicGateway.with(limits).serving(pages, new NoHits()).writeTimeout(writeTimeout);
            return new BypassingGateway(
                    http, (identity == null ? listener : listener.tls(identity, TlsVersion.TLS_1_3)).start());
        }

        private static RenderOutcome neverCalled(
                RendererDirectory.Reservation.Reserved tab, RenderRequest request, Deadline deadline) {
            throw new IllegalStateException("no tab was ever reserved");
        }

        private GatewayConfiguration configuration() {
            HostDefinition host = new HostDefinition(
                    1,
                    List.copyOf(Set.copyOf(domains)),
                    KEY,
                    true,
                    Sourced.from(Level.HOST, List.of()),
                    Sourced.from(Level.HOST, new UnmatchedDimension.Use(Dimension.BYPASS_NAME)),
                    Sourced.from(Level.BUILT_IN, List.of()),
                    settings,
                    List.of(new RuleDefinition(
                            List.of(Pattern.parse("*")), QueryMatch.ANY, Action.BYPASS, null, Settings.NONE)));
            return GatewayConfigurations.of(
                    HostCatalog.of(List.of(Host.assemble(host, Settings.NONE))), limits, !policy.permitsAnySpelling());
        }
    }

    int port() {
        return gateway.port();
    }

    int tlsPort() {
        return gateway.tlsPort();
    }

    /** Asks for a page on a connection of its own. */
    RawClient.Answer ask(String url) {
        try (RawClient client = new RawClient(port())) {
            return client.send(request("GET", url)).answer();
        }
    }

    /** Returns a request for a page. */
    static String request(String method, String url) {
        return method + " /render?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8)
                + " HTTP/1.1\r\nHost: gateway\r\nX-Render-Key: " + KEY + "\r\n\r\n";
    }

    @Override
    public void close() {
        gateway.close();
        http.close();
    }

    private static final class NoRenderers implements RendererDirectory {

        @Override
        public Reservation reserve(String requestId) {
            return new Reservation.NoServices();
        }

        @Override
        public void release(Reservation.Reserved reservation) {
            throw new IllegalStateException("no tab was ever reserved");
        }

        @Override
        public int countHealthy() {
            return 0;
        }
    }
}
