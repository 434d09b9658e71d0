package edgecomet.adapters.http.client;

import edgecomet.application.testing.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a raw socket of the loopback interface that says exactly what a test tells it to, well-formed or not. */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** What happens on one connection. */
    @FunctionalInterface
    public interface Script {
        /**
         * Called on a thread of its own; the connection is closed afterwards.
         *
         * @param number of the connection, from 1
         */
        void converse(Peer peer, int number) throws IOException, InterruptedException;
    }

    private ScriptedServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    /** Starts on 127.0.0.1. */
    public static ScriptedServer start(Script script) throws IOException {
        return start(InetAddress.ofLiteral("127.0.0.1"), script);
    }

    /** Starts on an address. */
    public static ScriptedServer start(InetAddress address, Script script) throws IOException {
        return start(new ServerSocket(FreePorts.next(), 50, address), script);
    }

    /** Starts on a socket. */
    public static ScriptedServer start(ServerSocket listener, Script script) {
        ScriptedServer server = new ScriptedServer(listener, script);
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    /** Starts a server that gives every request of every connection the same answer. */
    public static ScriptedServer answering(String... parts) throws IOException {
        String answer = String.join("", parts);
        return start((peer, number) -> {
            while (!peer.readHead().isEmpty()) {
                peer.write(answer);
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** Returns the heads of all requests so far. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> converse(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket, int number) {
        try (socket) {
            script.converse(new Peer(socket), number);
        } catch (IOException | InterruptedException e) {
            // The client hung up, or the test is over: both end the conversation.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The server's end of a connection. */
    public final class Peer {
        private final Socket socket;

        private Peer(Socket socket) {
            this.socket = socket;
        }

        /** Reads up to and including the empty line; empty if the client closed. */
        public String readHead() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int octet = in.read();
            while (octet >= 0) {
                head.write(octet);
                if (octet == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    heads.add(head.toString(StandardCharsets.ISO_8859_1));
                    return head.toString(StandardCharsets.ISO_8859_1);
                }
                octet = in.read();
            }
            return "";
        }

        /** Reads so many bytes of a body. */
        public byte[] readBody(int length) throws IOException {
            return socket.getInputStream().readNBytes(length);
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Waits until the client hangs up. */
        public void awaitClose() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // What the client still says is not of interest.
            }
        }

        /** Ends the connection with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
