package edgecomet.bootstrap.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A site whose pages under {@code /api/hang/} do not come until it is told to let them go. */
final class HangingSite implements AutoCloseable {

    private static final int BACKLOG = 2_000;
    private static final String HANGS = "GET /api/hang/";

    private final ServerSocket listener;
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private HangingSite(ServerSocket listener) {
        this.listener = listener;
    }

    static HangingSite start() {
        try {
            HangingSite site = new HangingSite(new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1")));
            Thread.ofVirtual().start(site::accept);
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://localhost:" + listener.getLocalPort();
    }

    /** Returns how many requests have hung so far. */
    int hanging() {
        return hanging.get();
    }

    void letGo() {
        letGo.countDown();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            String line = readHead(socket.getInputStream());
            while (!line.isEmpty()) {
                if (line.startsWith(HANGS)) {
                    hanging.incrementAndGet();
                    letGo.await();
                }
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\npage"
                                .getBytes(StandardCharsets.US_ASCII));
                line = readHead(socket.getInputStream());
            }
        } catch (IOException e) {
            sockets.remove(socket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return "";
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    @Override
    public void close() {
        letGo();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
