import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** Posts one hook to the URL that is given, as a call server on the JVM does, and prints what became of it. */
public class Client {
  public static void main(String[] arguments) throws Exception {
    byte[] body = "{\"nodeId\":\"n@192.0.2.10\",\"appKey\":\"defaultApp\",\"sessionId\":\"/198.51.100.1:52101/192.0.2.10:8443\"}".getBytes();
    for (int count = 0; count < Integer.getInteger("posts", 1); count += 1) {
      HttpURLConnection connection = (HttpURLConnection) new URL(arguments[0]).openConnection();
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setConnectTimeout(3000);
      connection.setReadTimeout(3000);
      connection.setDoOutput(true);
      try {
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
        System.out.println(connection.getResponseCode());
        connection.getInputStream().readAllBytes();
      } catch (java.io.IOException failure) {
        System.out.println(failure.getClass().getSimpleName() + ": " + failure.getMessage());
      }
    }
  }
}
