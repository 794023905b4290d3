// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - CLIENT_SECRET
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import java.util.Set;

class GetToken {
    public static void main(String[] args) throws Exception {
        var secret = ClientCredentialFactory.createFromSecret(System.getenv("CLIENT_SECRET"));
        var app = ConfidentialClientApplication.builder(System.getenv("CLIENT_ID"), secret)
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
