package edgecomet.adapters.redis;

import edgecomet.application.near.NearCopies;
import edgecomet.domain.cache.CacheKey;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import java.util.List;
import java.util.Optional;

/**
 * Removes the copies whose hashes the server says have changed. Called on the connection's event loop, in the order in
 * which the server sends.
 */
final class InvalidationMessages implements PushListener {

    private static final String TYPE = "invalidate";

    private final String prefix;
    private final NearCopies copies;

    InvalidationMessages(String prefix, NearCopies copies) {
        this.prefix = prefix;
        this.copies = copies;
    }

    @Override
    public void onPushMessage(PushMessage message) {
        if (message.getType().equals(TYPE)) {
            List<Object> content = message.getContent(StringCodec.UTF8::decodeKey);
            if (content.size() > 1 && content.get(1) instanceof List<?> keys) {
                keys.forEach(this::invalidate);
            } else {
                // Instead of keys, nothing: the server has forgotten everything.
                copies.invalidateAll();
            }
        }
    }

    /** A key that is none of ours cannot be told from one that we read in another spelling. */
    private void invalidate(Object key) {
        Optional<CacheKey> changed = key instanceof String text && text.startsWith(prefix)
                ? CacheKey.parse(text.substring(prefix.length()))
                : Optional.empty();
        changed.ifPresentOrElse(copies::invalidate, copies::invalidateAll);
    }
}
