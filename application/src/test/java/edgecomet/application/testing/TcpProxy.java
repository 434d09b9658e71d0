package edgecomet.application.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A way to a server on which connections can be slow, cut, reset, fall silent while they stay open, or lead nowhere for
 * good.
 */
public final class TcpProxy implements AutoCloseable {

    private final String host;
    private volatile int port;
    private final ServerSocket door;
    private final List<Way> open = new CopyOnWriteArrayList<>();
    private volatile boolean stalled;
    private volatile Duration latency = Duration.ZERO;

    private TcpProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Opens a way to a server. */
    public static TcpProxy to(String host, int port) {
        try {
            TcpProxy proxy = new TcpProxy(host, port);
            Thread.ofVirtual().name("tcp-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port of the loopback address that leads to the server. */
    public int port() {
        return door.getLocalPort();
    }

    /** Leads new connections to another port; those that are open stay where they are. */
    public void leadTo(int port) {
        this.port = port;
    }

    /** Closes all connections; new ones are let through. */
    public void cut() {
        open.forEach(Way::close);
    }

    /** Closes all connections as a host does that knows nothing of them: with RST, at both ends. */
    public void reset() {
        open.forEach(Way::reset);
    }

    /** Holds back all that comes from now on for so long, in either direction. */
    public void delay(Duration by) {
        latency = by;
    }

    /**
     * Makes all connections half-open, for good: the server sees them closed, the client's end stays open and what it
     * sends is lost. New connections are let through.
     */
    public void loseServer() {
        open.forEach(Way::loseServer);
    }

    /** Lets no byte through any more, in either direction; connections stay open, new ones are taken. */
    public void stall() {
        stalled = true;
        open.forEach(way -> way.flow(false));
    }

    /** Lets no byte through on the connections that are open, which stay open; new ones are let through. */
    public void forget() {
        open.forEach(way -> way.flow(false));
    }

    /** Holds back what the server says on one of the connections, while it gets what it is sent. */
    public void holdAnswers(Random random) {
        List<Way> ways = List.copyOf(open);
        if (!ways.isEmpty()) {
            ways.get(random.nextInt(ways.size())).answers.flow(false);
        }
    }

    /** Holds back what the server says on every connection, while it gets what it is sent. */
    public void holdAnswers() {
        open.forEach(way -> way.answers.flow(false));
    }

    /** Lets through what was held back, and all that follows. */
    public void resume() {
        stalled = false;
        open.forEach(way -> way.flow(true));
    }

    @Override
    public void close() {
        close(door);
        cut();
        resume();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException e) {
            // The door is closed: the test is over.
        }
    }

    private void connect(Socket client) {
        try {
            Way way = new Way(client, new Socket(host, port), !stalled);
            open.add(way);
            Thread.ofVirtual().start(() -> way.pump(way.server, way.client, way.answers));
            way.pump(way.client, way.server, way.requests);
        } catch (IOException e) {
            close(client);
        }
    }

    /** One connection. */
    private final class Way {
        private final Socket client;
        private final Socket server;
        private final Gate requests;
        private final Gate answers;
        private volatile boolean lost;

        Way(Socket client, Socket server, boolean flows) {
            this.client = client;
            this.server = server;
            this.requests = new Gate(flows);
            this.answers = new Gate(flows);
        }

        void pump(Socket from, Socket to, Gate gate) {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    gate.pass();
                    LockSupport.parkNanos(latency.toNanos());
                    deliver(out, buffer, read);
                }
            } catch (IOException e) {
                // Cut, by the test or by one of the ends: the other end is closed as well.
            }
            if (!lost || from.equals(client)) {
                close();
            }
        }

        private void deliver(OutputStream out, byte[] buffer, int length) throws IOException {
            try {
                if (!lost) {
                    out.write(buffer, 0, length);
                }
            } catch (IOException e) {
                if (!lost) {
                    throw e;
                }
            }
        }

        void loseServer() {
            lost = true;
            TcpProxy.close(server);
        }

        void reset() {
            resetOnClose(client);
            resetOnClose(server);
            close();
        }

        private static void resetOnClose(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // Closed already.
            }
        }

        void flow(boolean on) {
            requests.flow(on);
            answers.flow(on);
        }

        void close() {
            open.remove(this);
            TcpProxy.close(client);
            TcpProxy.close(server);
            flow(true);
        }
    }

    /** Stands in one direction of a connection. */
    private static final class Gate {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean flows;

        Gate(boolean flows) {
            this.flows = flows;
        }

        void flow(boolean on) {
            lock.lock();
            try {
                flows = on;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void pass() {
            lock.lock();
            try {
                while (!flows) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
