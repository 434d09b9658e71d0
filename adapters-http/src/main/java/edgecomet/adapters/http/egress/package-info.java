/**
 * The way out of the browsers where they may reach public addresses only (spec 00, docs/adr/0008): a proxy on the
 * loopback address that dials exactly what it has checked.
 */
@NullMarked
package edgecomet.adapters.http.egress;

import org.jspecify.annotations.NullMarked;
