package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;

/** A whole answer as its bytes, for the codec to hand on as they are. */
record WireAnswer(ByteBuf head, ByteBuf rest) {}
