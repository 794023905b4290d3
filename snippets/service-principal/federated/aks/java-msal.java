// In a pod with workload identity, which sets AZURE_TENANT_ID, AZURE_CLIENT_ID
// and AZURE_FEDERATED_TOKEN_FILE.
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

class GetToken {
    static String assertion() throws Exception {
        return Files.readString(Path.of(System.getenv("AZURE_FEDERATED_TOKEN_FILE")));
    }

    public static void main(String[] args) throws Exception {
        var credential = ClientCredentialFactory.createFromCallback(GetToken::assertion);
        var app = ConfidentialClientApplication.builder(System.getenv("AZURE_CLIENT_ID"), credential)
            .authority("https://login.microsoftonline.com/" + System.getenv("AZURE_TENANT_ID"))
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
