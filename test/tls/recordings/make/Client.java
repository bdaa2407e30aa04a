import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Posts the hooks of a file (a method and a body in each line) to an address. Arguments: API, keep or close, address, file. */
public class Client {
  public static void main(String[] arguments) throws Exception {
    TrustManager trusting = new X509TrustManager() {
      public void checkClientTrusted(X509Certificate[] chain, String type) {}
      public void checkServerTrusted(X509Certificate[] chain, String type) {}
      public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trusting}, null);
    HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
    HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
    HttpClient client = HttpClient.newBuilder().sslContext(context).build();
    boolean closes = arguments[1].equals("close");
    for (String line : Files.readAllLines(Path.of(arguments[3]))) {
      int space = line.indexOf(' ');
      String address = arguments[2] + line.substring(0, space);
      byte[] body = line.substring(space + 1).getBytes(StandardCharsets.UTF_8);
      if (arguments[0].equals("client")) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
        System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).version());
        continue;
      }
      HttpsURLConnection connection = (HttpsURLConnection) new URL(address).openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json;charset=UTF-8");
      if (closes) connection.setRequestProperty("Connection", "close");
      try (OutputStream output = connection.getOutputStream()) {
        output.write(body);
      }
      System.out.println(connection.getResponseCode() + " " + connection.getCipherSuite());
      connection.getInputStream().readAllBytes();
    }
  }
}
