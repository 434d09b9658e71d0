/** The one outbound HTTP client: who may be dialled, kept connections, bounded exchanges (spec 02 §6, §15.3). */
@NullMarked
package edgecomet.adapters.http.client;

import org.jspecify.annotations.NullMarked;
