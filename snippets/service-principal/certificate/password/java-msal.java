// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - PROTECTED_CERTIFICATE_PATH, a PEM file with the encrypted private key and the certificate
// - CERTIFICATE_PASSWORD
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

class GetToken {
    static byte[] section(String pem, String name) {
        var text = pem.split("-----(BEGIN|END) " + name + "-----")[1];
        return Base64.getMimeDecoder().decode(text);
    }

    public static void main(String[] args) throws Exception {
        var pem = Files.readString(Path.of(System.getenv("PROTECTED_CERTIFICATE_PATH")));
        var encrypted = new EncryptedPrivateKeyInfo(section(pem, "ENCRYPTED PRIVATE KEY"));
        // PBEWithHmacSHA256AndAES_256, where getAlgName() says PBES2, which no factory knows.
        var algorithm = encrypted.getAlgParameters().toString();
        var password = SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(System.getenv("CERTIFICATE_PASSWORD").toCharArray()));
        var cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, password, encrypted.getAlgParameters());
        var key = KeyFactory.getInstance("RSA").generatePrivate(encrypted.getKeySpec(cipher));
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(section(pem, "CERTIFICATE")));
        var credential = ClientCredentialFactory.createFromCertificate(key, certificate);
        var app = ConfidentialClientApplication.builder(System.getenv("CLIENT_ID"), credential)
            .authority("https://login.microsoftonline.com/" + System.getenv("TENANT_ID"))
            .build();
        var scopes = Set.of("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
        var result = app.acquireToken(ClientCredentialParameters.builder(scopes).build()).get();
        System.out.printf("""
            {
              "accessToken": "%s",
              "expiresOnDate": "%s"
            }
            """, result.accessToken(), result.expiresOnDate().toInstant());
    }
}
