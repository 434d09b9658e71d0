package edgecomet.adapters.chrome.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The browser's command line (spec 05 §4).
 *
 * <p>Differences from the original's, all on purpose: the sandbox stays on wherever the kernel allows it, that is for
 * every user but root; pop-ups stay blocked, as they can only waste memory; and everything by which a browser calls its
 * vendor is off, so that a render service without internet access makes no stray connection.
 */
final class ChromiumFlags {

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            // Own headers on cross-origin requests would otherwise fail preflights that the page alone passes.
            "--disable-web-security",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-extensions",
            "--mute-audio",
            "--hide-scrollbars",
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            "--disable-hang-monitor",
            "--disable-ipc-flooding-protection",
            "--disable-prompt-on-repost",
            "--disable-breakpad",
            "--disable-crash-reporter",
            "--force-color-profile=srgb",
            "--enable-automation",
            "--password-store=basic",
            "--use-mock-keychain",
            "--enable-features=NetworkService,NetworkServiceInProcess",
            "--disable-features=site-per-process,Translate,BlinkGenPropertyTrees,OptimizationHints,MediaRouter,"
                    + "DialMediaRouteProvider,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-component-extensions-with-background-pages",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-client-side-phishing-detection",
            "--disable-sync",
            "--disable-translate",
            "--metrics-recording-only",
            "--no-pings",
            // Neither of the two would go by a proxy.
            "--disable-quic",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--safebrowsing-disable-auto-update",
            "--remote-debugging-port=0");

    private ChromiumFlags() {}

    static List<String> of(Path profile, boolean sandbox) {
        List<String> flags = new ArrayList<>();
        flags.add("--user-data-dir=" + profile);
        flags.addAll(FLAGS);
        if (!sandbox) {
            flags.add("--no-sandbox");
            flags.add("--disable-setuid-sandbox");
        }
        flags.add("about:blank");
        return List.copyOf(flags);
    }
}
