package edgecomet.adapters.chrome.instance;

import edgecomet.adapters.chrome.cdp.CdpConnection;
import org.openqa.selenium.devtools.v153.browser.model.BrowserContextID;

/**
 * A blank page in a browser context of its own, ready to navigate; used once, by one thread, then disposed of.
 *
 * @param mainFrame id of the page's main frame
 * @param guarded whether it reaches public addresses only
 */
public record Tab(
        Chromium browser, BrowserContextID context, String mainFrame, CdpConnection connection, boolean guarded) {

    /** Returns whether a render may start in it. */
    public boolean isUsable() {
        return connection.isOpen() && browser.isRunning();
    }

    /** Frees the page and everything that it stored; never fails. */
    public void dispose() {
        browser.dispose(this);
    }
}
