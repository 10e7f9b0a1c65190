package io.quizsmith.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of one day for 127.0.0.1, made by the JDK's keytool, and whoever trusts it. */
final class SelfSigned {

    private static final String PASSWORD = "changeit";

    private final SSLContext server;
    private final TrustManager[] trust;

    SelfSigned() throws IOException, InterruptedException {
        Path file = Files.createTempDirectory("certificate").resolve("store.p12");
        try {
            make(file);
            var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            server = SSLContext.getInstance("TLS");
            server.init(keys.getKeyManagers(), null, null);
            var trusting =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusting.init(store);
            trust = trusting.getTrustManagers();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the certificate cannot be used", broken);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(file.getParent());
        }
    }

    private static void make(Path file) throws IOException, InterruptedException {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var subject = List.of("-dname", "CN=127.0.0.1", "-ext", "SAN=IP:127.0.0.1");
        var key = List.of("-genkeypair", "-alias", "loopback", "-keyalg", "RSA", "-validity", "1");
        var process =
                new ProcessBuilder(keytool, "-keystore", file.toString(), "-storepass", PASSWORD);
        process.command().addAll(key);
        process.command().addAll(subject);
        process.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        int status = process.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("keytool ended with " + status);
        }
    }

    /** For the server. */
    SSLContext server() {
        return server;
    }

    /** For its clients. */
    TrustManager[] trust() {
        return trust;
    }
}
