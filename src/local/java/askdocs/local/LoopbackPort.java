package askdocs.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A TCP port of 127.0.0.1. */
final class LoopbackPort {
  private static final int CONNECT_MILLIS = 500;

  private LoopbackPort() {}

  /**
   * Does nothing if the port can be listened on; 0, any free port, always can.
   *
   * @param part who wants to listen, as the message shall call it
   * @throws StartException naming the port and what to do, if it is in use
   */
  static void requireFree(String part, int port) {
    if (port != 0 && (answers(port) || !binds(port))) {
      throw new StartException(
          part
              + " wants to listen on port "
              + port
              + " of 127.0.0.1, which is in use. See by whom with `lsof -nP -iTCP:"
              + port
              + " -sTCP:LISTEN`, end it, or choose another port for "
              + part
              + ".");
    }
  }

  // On macOS a bind succeeds beside a program that listens on all interfaces; a connect tells.
  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private static boolean binds(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
