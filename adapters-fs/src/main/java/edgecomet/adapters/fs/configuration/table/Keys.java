package edgecomet.adapters.fs.configuration.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one section, in the order of the reference.
 *
 * @param type the section's name in messages about unknown keys
 */
public record Keys(String type, Map<String, Key> byName) {
    public Keys {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    static Keys of(String type, Key... keys) {
        var byName = new LinkedHashMap<String, Key>();
        for (Key key : keys) {
            byName.put(key.name(), key);
        }
        return new Keys(type, byName);
    }

    /** Returns the key with this name. */
    public Optional<Key> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the key with this name, which is one of the section's. */
    public Key get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no key " + name + " in " + type));
    }

    /** Returns this section with more keys at its end. */
    Keys with(String newType, Key... more) {
        var all = new ArrayList<>(byName.values());
        all.addAll(List.of(more));
        return of(newType, all.toArray(Key[]::new));
    }
}
