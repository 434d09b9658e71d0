package edgecomet.architecture.samples.framework.domain;

import io.netty.handler.codec.http.HttpMethod;

/** Wrong: the domain knows a framework. */
class UsesNetty {
    HttpMethod method = HttpMethod.GET;
}
