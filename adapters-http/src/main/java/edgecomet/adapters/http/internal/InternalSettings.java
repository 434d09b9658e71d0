package edgecomet.adapters.http.internal;

import edgecomet.adapters.http.listener.ListenerSettings;
import edgecomet.application.configuration.Secret;

/**
 * What the internal listener is told.
 *
 * @param key that every request must present
 */
public record InternalSettings(ListenerSettings listener, Secret key) {}
