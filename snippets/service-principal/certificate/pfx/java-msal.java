// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - PFX_PATH, a PFX file (PKCS #12) with the private key and the certificate
// - CERTIFICATE_PASSWORD
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

class GetToken {
    public static void main(String[] args) throws Exception {
        var pfx = Files.newInputStream(Path.of(System.getenv("PFX_PATH")));
        var credential = ClientCredentialFactory.createFromCertificate(pfx, System.getenv("CERTIFICATE_PASSWORD"));
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
