package edgecomet.adapters.fs.coordination;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * A type whose values begin with their length. A damaged page may have any length, and the store would take that much
 * memory before it reads on: here more than the page has is damage.
 */
final class LengthFirst<T> extends BasicDataType<T> {

    static final LengthFirst<String> TEXT = new LengthFirst<>(StringDataType.INSTANCE);
    static final LengthFirst<byte[]> BYTES = new LengthFirst<>(ByteArrayDataType.INSTANCE);

    private final BasicDataType<T> type;

    private LengthFirst(BasicDataType<T> type) {
        this.type = type;
    }

    @Override
    public T read(ByteBuffer buffer) {
        int length = DataUtils.readVarInt(buffer.duplicate());
        if (length < 0 || length > buffer.remaining()) {
            throw DataUtils.newMVStoreException(
                    DataUtils.ERROR_FILE_CORRUPT,
                    "a value of {0} bytes where {1} are left",
                    length,
                    buffer.remaining());
        }
        return type.read(buffer);
    }

    @Override
    public void write(WriteBuffer buffer, T value) {
        type.write(buffer, value);
    }

    @Override
    public int getMemory(T value) {
        return type.getMemory(value);
    }

    @Override
    public int compare(T one, T other) {
        return type.compare(one, other);
    }

    @Override
    public T[] createStorage(int size) {
        return type.createStorage(size);
    }
}
