package edgecomet.adapters.http.client;

/** Which addresses may be dialled (spec 02 §6). */
public enum AddressPolicy {
    /** Every address: for peers and render services, and for origins while SSRF protection is off. */
    ANY,
    /** Addresses of the public internet only, and hosts that are spelt in one way only. */
    PUBLIC_ONLY
}
