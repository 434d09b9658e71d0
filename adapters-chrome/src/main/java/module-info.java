/** Real Chromium behind the port {@code Browser}. */
module edgecomet.adapters.chrome {
    requires static transitive org.jspecify;
    requires transitive edgecomet.application;
    requires edgecomet.domain;
    requires com.fasterxml.jackson.core;
    requires org.seleniumhq.selenium.devtools_v153;
    requires org.seleniumhq.selenium.http;
    requires org.seleniumhq.selenium.json;
    requires org.seleniumhq.selenium.remote_driver;
    requires org.slf4j;

    exports edgecomet.adapters.chrome;
    exports edgecomet.adapters.chrome.process;
}
