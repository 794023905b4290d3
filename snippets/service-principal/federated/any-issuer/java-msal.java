// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
// - FEDERATED_TOKEN, what your identity provider says of this job
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import java.util.Set;

class GetToken {
    static String assertion() throws Exception {
        return System.getenv("FEDERATED_TOKEN");
    }

    public static void main(String[] args) throws Exception {
        var credential = ClientCredentialFactory.createFromCallback(GetToken::assertion);
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
